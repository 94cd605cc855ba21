import { parseSafetensors, type Tensor, writeSafetensors } from '../formats/arrays/safetensors.ts'
import { FormatError } from '../formats/formatError.ts'
import type { StudyArray, StudyRecord } from '../protocol/study.ts'

/** Name of the study's text in the file's metadata. */
const textKey = 'isthmus.study'

function toTensor(data: StudyArray): Tensor {
  const shape = [data.length]
  if (data instanceof Float64Array) return { dtype: 'F64', shape, data }
  if (data instanceof Float32Array) return { dtype: 'F32', shape, data }
  if (data instanceof Int32Array) return { dtype: 'I32', shape, data }
  return { dtype: 'U8', shape, data }
}

/** A study as a safetensors file: its arrays are tensors, its text is metadata, so that other tools can read the numbers. */
export function writeStudyFile({ text, arrays }: StudyRecord): Uint8Array<ArrayBuffer> {
  const tensors = new Map(Object.entries(arrays).map(([name, data]) => [name, toTensor(data)]))
  return writeSafetensors(tensors, { [textKey]: text })
}

/** Reads what `writeStudyFile` wrote. @throws FormatError */
export function readStudyFile(bytes: Uint8Array): StudyRecord {
  const { tensors, metadata } = parseSafetensors(bytes)
  const text = metadata[textKey]
  if (text === undefined) throw new FormatError('study', 'metadata', `expected an entry ${textKey}`)
  const arrays: Record<string, StudyArray> = {}
  for (const [name, tensor] of tensors) {
    if (tensor.dtype === 'I64') throw new FormatError('study', name, 'expected no 64-bit integers')
    // A copy of its own: a view would drag the whole file along.
    arrays[name] = tensor.data.slice()
  }
  return { text, arrays }
}
