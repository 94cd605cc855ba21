import type { WeightsId } from '../protocol/identifiers.ts'
import type { StudyArray, StudyRecord } from '../protocol/study.ts'
import type { StoredWeights } from '../protocol/training.ts'
import { newWeightsId, releaseUnused, type Study } from './context.ts'
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
    if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) }
    if (!isArray(value)) return names.get(value) ?? value
    const name = `a${Object.keys(arrays).length}`
    arrays[name] = value
    return { $array: name }
  })
  return { text, arrays }
}

function readText({ text, arrays }: StudyRecord): StudyText {
  const said = JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if ('$number' in value) return Number(value.$number)
    if (!('$array' in value)) return value
    const name = String(value.$array)
    if (!Object.hasOwn(arrays, name)) throw new Error(`the study names an array that is not there: ${name}`)
    return arrays[name]
  }) as StudyText
  if (said.version !== formatVersion) {
    throw new Error(`the study is of format ${said.version}; this page reads format ${formatVersion}`)
  }
  return said
}

/** Results under new names of their weights. JSON has no undefined: what is absent comes back as null or not at all. */
function renameWeights(results: Results, rename: (id: WeightsId) => WeightsId): Results {
  const { data, profile, curve, landscape } = results
  const [first, second, third] = results.endpoints.map((endpoint) =>
    endpoint ? { ...endpoint, id: rename(endpoint.id) } : undefined,
  )
  return {
    data,
    endpoints: [first, second, third],
    curve: curve && { ...curve, controlPoints: curve.controlPoints.map(rename) },
    profile,
    landscape: landscape && {
      ...landscape,
      frame: { ...landscape.frame, basis: landscape.frame.basis.map(rename) },
    },
  }
}

/**
 * Shows a recorded study: its choices, its results and its weights, as if it had just been computed here. The weights get
 * names of their own, because undo may still need others that are called the same.
 */
export async function showRecord(study: Study, record: StudyRecord): Promise<void> {
  const { link, results, weights, fingerprint } = readText(record)
  const { choices } = parseLink(link)
  const names = new Map(weights.map(({ id }) => [id, newWeightsId(study, id.replace(/-\d+$/, ''))]))
  const rename = (id: WeightsId) => {
    const name = names.get(id)
    if (!name) throw new Error(`the study names weights that are not there: ${id}`)
    return name
  }
  study.store.setState({
    choices,
    results: renameWeights(results, rename),
    recorded: fingerprint && { key: profileKey(choices), fingerprint },
    fromRecording: true,
  })
  await Promise.all(weights.map((stored) => study.client.load({ ...stored, id: rename(stored.id) })))
  await releaseUnused(study)
}
