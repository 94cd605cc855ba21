import { writeNpz } from '../../formats/arrays/npz.ts'
import { writeCsv } from '../../formats/csv/writeCsv.ts'
import type { DtypeName } from '../../formats/dtypes.ts'
import { writeObj } from '../../formats/mesh/obj.ts'
import { toOfficialCurve } from '../../formats/official/officialCurve.ts'
import { toOfficialPlane } from '../../formats/official/officialPlane.ts'
import type { NamedTensor } from '../../formats/tensor.ts'
import type { ResultArray, ResultsFile } from '../../protocol/exporting.ts'

/** Writes results as the bytes of a file. @throws FormatError, RangeError where parts differ in length */
export async function writeResults(file: ResultsFile): Promise<Uint8Array<ArrayBuffer>> {
  switch (file.kind) {
    case 'plane':
      return writeNpz(toOfficialPlane(file))
    case 'curve':
      return writeNpz(toOfficialCurve(file))
    case 'csv':
      return writeCsv(file.columns)
    case 'json':
      return writeJson(file)
    case 'arrays':
      return writeArrays(file)
    case 'outcome':
      return writeOutcome(file)
    case 'relief':
      return writeObj(file)
  }
}

/** Numbers that JSON has no word for become null. */
function writeJson({ about, columns }: Extract<ResultsFile, { kind: 'json' }>): Uint8Array<ArrayBuffer> {
  const lists = columns.map(
    ({ name, values }) => `    ${JSON.stringify(name)}: ${JSON.stringify([...values])}`,
  )
  const texts = Object.entries(about).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  )
  const members = [...texts, `  "columns": {\n${lists.join(',\n')}\n  }`]
  return new TextEncoder().encode(`{\n${members.join(',\n')}\n}\n`)
}

function writeArrays({ arrays, about }: Extract<ResultsFile, { kind: 'arrays' }>) {
  const text = new TextEncoder().encode(JSON.stringify(about))
  const tensors = arrays.map(
    ({ name, shape, values }): NamedTensor => ({ name, shape, dtype: dtypeOf(values), data: values }),
  )
  return writeNpz([...tensors, { name: 'about', shape: [text.length], dtype: 'u8', data: text }])
}

function dtypeOf(values: ResultArray['values']): DtypeName {
  if (values instanceof Float64Array) return 'f64'
  if (values instanceof Float32Array) return 'f32'
  return values instanceof Int32Array ? 'i32' : 'bool'
}

/** Numbers that JSON has no word for become null. */
function writeOutcome({ about, outcome }: Extract<ResultsFile, { kind: 'outcome' }>) {
  const toList = (_: string, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value
  return new TextEncoder().encode(`${JSON.stringify({ ...about, outcome }, toList)}\n`)
}
