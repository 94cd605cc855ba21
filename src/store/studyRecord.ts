import type { StudyArray, StudyRecord } from '../protocol/study.ts'
import type { StoredWeights } from '../protocol/training.ts'
import { type Study, setResults } from './context.ts'
import { type Fingerprint, takeFingerprint } from './fingerprint.ts'
import { profileKey } from './keys.ts'
import { formatLink, parseLink } from './link.ts'
import { type Results, referencedWeights } from './results.ts'

/** Raised with every change that older readers would misread. */
const formatVersion = 1

/** What a study file says. Choices are kept as a link, so that one reader checks them wherever they come from. */
interface StudyText {
  readonly version: number
  readonly link: string
  readonly results: Results
  readonly weights: readonly StoredWeights[]
  readonly fingerprint: Fingerprint | undefined
}

function isArray(value: unknown): value is StudyArray {
  return (
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array
  )
}

/**
 * The present study with all its weights, ready to be written. The same numbers give the same bytes: clock readings are
 * 0, and weights are counted anew, since their names tell how many jobs there were before.
 */
export async function packStudy(study: Study): Promise<StudyRecord> {
  const { choices, results } = study.store.getState()
  const ids = [...new Set(referencedWeights(results))]
  const weights = await Promise.all(ids.map((id) => study.client.export(id)))
  const names = new Map<unknown, string>(ids.map((id, i) => [id, id.replace(/\d+$/, String(i + 1))]))
  const fingerprint = results.profile && takeFingerprint(results.profile)
  const said: StudyText = { version: formatVersion, link: formatLink(choices), results, weights, fingerprint }
  const arrays: Record<string, StudyArray> = {}
  const text = JSON.stringify(said, (key, value: unknown) => {
    if (key === 'elapsedMs') return 0
    if (!isArray(value)) return names.get(value) ?? value
    const name = `a${Object.keys(arrays).length}`
    arrays[name] = value
    return { $array: name }
  })
  return { text, arrays }
}

function readText({ text, arrays }: StudyRecord): StudyText {
  const said = JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$array' in value)) return value
    const array = arrays[String(value.$array)]
    if (!array) throw new Error(`the study names an array that is not there: ${String(value.$array)}`)
    return array
  }) as StudyText
  if (said.version !== formatVersion) {
    throw new Error(`the study is of format ${said.version}; this page reads format ${formatVersion}`)
  }
  return said
}

/** Shows a recorded study: its choices, its results and its weights, as if it had just been computed here. */
export async function showRecord(study: Study, record: StudyRecord): Promise<void> {
  const { link, results, weights, fingerprint } = readText(record)
  const { choices } = parseLink(link)
  study.store.setState({
    choices,
    recorded: fingerprint && { key: profileKey(choices), fingerprint },
    fromRecording: true,
  })
  setResults(study, results)
  study.nextId(Math.max(0, ...weights.map(({ id }) => Number(id.split('-').at(-1)) || 0)))
  await Promise.all(weights.map((stored) => study.client.load(stored)))
}
