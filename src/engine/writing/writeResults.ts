import { writeNpz } from '../../formats/arrays/npz.ts'
import { writeCsv } from '../../formats/csv/writeCsv.ts'
import { writeObj } from '../../formats/mesh/obj.ts'
import { toOfficialCurve } from '../../formats/official/officialCurve.ts'
import { toOfficialPlane } from '../../formats/official/officialPlane.ts'
import type { ResultsFile } from '../../protocol/exporting.ts'

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
    case 'surface':
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
