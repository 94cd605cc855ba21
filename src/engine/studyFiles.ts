import { fingerprintBytes } from '../core/fingerprint.ts'
import { parseSafetensors, type Tensor, writeSafetensors } from '../formats/arrays/safetensors.ts'
import { FormatError } from '../formats/formatError.ts'
import type { TensorData } from '../formats/tensor.ts'
import { type StudyArray, type StudyRecord, studyTextKey } from '../protocol/study.ts'

/** Name of the hash over everything in the file's metadata; files of the first version have none. */
const digestKey = 'isthmus.digest'

function toTensor(data: StudyArray): Tensor {
  const shape = [data.length]
  if (data instanceof Float64Array) return { dtype: 'F64', shape, data }
  if (data instanceof Float32Array) return { dtype: 'F32', shape, data }
  if (data instanceof Int32Array) return { dtype: 'I32', shape, data }
  return { dtype: 'U8', shape, data }
}

/** A study as a safetensors file: its arrays are tensors, its text is metadata, so that other tools can read the numbers. */
export function writeStudyFile(record: StudyRecord): Uint8Array<ArrayBuffer> {
  const { text, arrays } = record
  const tensors = new Map(Object.entries(arrays).map(([name, data]) => [name, toTensor(data)]))
  return writeSafetensors(tensors, { [studyTextKey]: text, [digestKey]: digest(record) })
}

/** Reads what `writeStudyFile` wrote. @throws FormatError */
export function readStudyFile(bytes: Uint8Array): StudyRecord {
  const { tensors, metadata } = parseSafetensors(bytes)
  // Copies of their own: views would drag the whole file along.
  const copies = [...tensors].map(([name, { data }]) => ({ name, data: data.slice() as TensorData }))
  return toStudyRecord(copies, metadata)
}

/** The study in the parts of a safetensors file; its arrays are not copied. @throws FormatError where it is none or was changed since it was written */
export function toStudyRecord(
  tensors: readonly { readonly name: string; readonly data: TensorData }[],
  metadata: Readonly<Record<string, string>>,
): StudyRecord {
  const text = metadata[studyTextKey]
  if (text === undefined) throw new FormatError('study', 'metadata', `expected an entry ${studyTextKey}`)
  const arrays: Record<string, StudyArray> = {}
  for (const { name, data } of tensors) {
    if (!isStudyArray(data)) {
      throw new FormatError('study', name, 'expected float32, float64, int32 or bytes')
    }
    arrays[name] = data
  }
  const record = { text, arrays }
  const wanted = metadata[digestKey]
  if (wanted !== undefined && wanted !== digest(record)) {
    throw new FormatError('study', 'contents', 'not as they were when the file was written')
  }
  return record
}

function isStudyArray(data: TensorData): data is StudyArray & TensorData {
  return (
    data instanceof Float32Array ||
    data instanceof Float64Array ||
    data instanceof Int32Array ||
    data instanceof Uint8Array
  )
}

function digest({ text, arrays }: StudyRecord): string {
  const named = Object.keys(arrays)
    .sort()
    .map((name) => arrays[name] as StudyArray)
  return fingerprintBytes([
    new TextEncoder().encode(text),
    ...named.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  ])
}
