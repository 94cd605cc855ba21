import type { StudyArray, StudyRecord } from '../../protocol/study.ts'
import type { EpochRecord } from '../../protocol/training.ts'
import { formatLink } from '../link/link.ts'
import { fromEpochColumns, toEpochColumns } from './epochColumns.ts'
import type { StudyContent } from './studyContent.ts'
import { damagedStudy, StudyFileError } from './studyFileError.ts'

/** Raised with every change that older readers would misread; 1 wrote histories out and knew no opened files. */
const formatVersion = 2

/** What a study file says of itself beside the study. */
export interface StudyLabel {
  /** The name that a person gave it; absent where it is called after its data and network. */
  readonly name?: string
  /** When the file was written, in milliseconds since 1970. */
  readonly savedAt?: number
}

function isStudyArray(value: unknown): value is StudyArray {
  return (
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array
  )
}

/** Keys of deep networks are long, and escaped over and over inside one another; longer texts than this may stand apart. */
const longText = 1000

/** How what does not belong into the text is named in it. */
export interface StudyNaming {
  readonly nameArray: (array: StudyArray) => string
  /** Names a long text, which is then read from its bytes in UTF-8; long texts stay where they are without it. */
  readonly nameText?: (text: string) => string
  readonly label?: StudyLabel
}

/**
 * A study as a JSON text in which arrays stand by their names. Choices are written as a link, so
 * that one reader checks them wherever they come from. The same numbers give the same text: clock readings are 0, and weights
 * are counted anew, since their names tell how many jobs there were before.
 */
export function writeStudyText(
  { choices, ...content }: StudyContent,
  { nameArray, nameText, label = {} }: StudyNaming,
): string {
  const ids = content.weights.map(({ id }) => id)
  const names = new Map<unknown, string>(ids.map((id, i) => [id, id.replace(/\d+$/, String(i + 1))]))
  const said = { version: formatVersion, ...label, link: formatLink(choices), ...content }
  return JSON.stringify(said, (key, value: unknown) => {
    if (key === 'elapsedMs') return 0
    if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) }
    if (isStudyArray(value)) return { $array: nameArray(value) }
    if (nameText && typeof value === 'string' && value.length > longText) return { $text: nameText(value) }
    if (key !== 'history') return names.get(value) ?? sortKeys(value)
    const columns = toEpochColumns(value as readonly EpochRecord[])
    return columns ? { $epochs: nameArray(columns) } : value
  })
}

/** Objects in one order, whoever made them: equal studies give equal texts. */
function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** What a study text says, with its arrays in place and nothing checked but that they are there. @throws StudyFileError */
export function readStudyText({ text, arrays }: StudyRecord): {
  readonly version: number
  readonly said: unknown
} {
  const arrayOf = (name: unknown) => {
    if (typeof name !== 'string' || !Object.hasOwn(arrays, name)) {
      throw damagedStudy('', `the study names an array that is not there: ${String(name)}`)
    }
    return arrays[name]
  }
  const said = parseJson(text, (value) => {
    if ('$number' in value) return Number(value.$number)
    if ('$array' in value) return arrayOf(value.$array)
    if ('$text' in value) return readLongText(arrayOf(value.$text))
    if (!('$epochs' in value)) return value
    const history = fromEpochColumns(arrayOf(value.$epochs))
    if (!history) throw damagedStudy('history', 'not rows of six numbers')
    return history
  })
  return { version: checkVersion(said), said }
}

function readLongText(bytes: StudyArray | undefined): string {
  try {
    if (bytes instanceof Uint8Array) return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Said below.
  }
  throw damagedStudy('text', 'not in UTF-8')
}

function parseJson(text: string, replace: (value: object & Record<string, unknown>) => unknown): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === 'object' && value !== null ? replace(value as Record<string, unknown>) : value,
    )
  } catch (error) {
    if (error instanceof StudyFileError) throw error
    throw damagedStudy('text', error instanceof Error ? error.message : String(error))
  }
}

function checkVersion(said: unknown): number {
  const version = typeof said === 'object' && said !== null && 'version' in said ? said.version : undefined
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw damagedStudy('version', 'not a whole number')
  }
  if (version > formatVersion) {
    throw new StudyFileError(
      'newer',
      '',
      `the study is of format ${version}; this page reads up to format ${formatVersion}`,
    )
  }
  return version
}
