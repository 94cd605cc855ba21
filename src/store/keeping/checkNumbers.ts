import { largestDifference } from '../../core/fingerprint.ts'
import { parseOpenedData, parseOpenedFile } from '../../core/openedId.ts'
import type { LoadedData } from '../../protocol/engineApi.ts'
import type { StoredWeights } from '../../protocol/training.ts'
import { takeFingerprint } from '../fingerprint.ts'
import type { StudyContent } from './studyContent.ts'
import { damagedStudy } from './studyFileError.ts'

/** Elements that are gone through at a stretch: a few milliseconds. */
const stretch = 2 ** 20

/** Goes through all weights and data: what a network computes with must be finite, labels must be classes. @throws StudyFileError */
export async function checkNumbers({ weights, opened, results, fingerprint }: StudyContent): Promise<void> {
  for (const stored of weights) await checkWeights(stored)
  for (const loaded of opened.data) await checkData(loaded)
  for (const name of [...Object.keys(opened.endpoints), ...Object.keys(opened.curves)]) {
    if (!parseOpenedFile(name)) throw damagedStudy('opened files', `bad name: ${name.slice(0, 100)}`)
  }
  if (fingerprint && results.profile) {
    const { hash, samples } = takeFingerprint(results.profile)
    const same = hash === fingerprint.hash && largestDifference(samples, fingerprint.samples) === 0
    if (!same) throw damagedStudy('profile', 'not the numbers that its fingerprint is of')
  }
}

async function checkWeights({ id, weights, buffers, resume }: StoredWeights): Promise<void> {
  for (const [what, values] of [
    ['weights', weights],
    ['running statistics', buffers],
  ] as const) {
    await checkFinite(`${what} ${id}`, values)
  }
  for (const slot of resume?.slots ?? []) {
    if (slot.length !== weights.length) {
      throw damagedStudy(`optimiser ${id}`, `${slot.length} numbers for ${weights.length} weights`)
    }
    await checkFinite(`optimiser ${id}`, slot)
  }
}

async function checkData({ id, dataset, classNames }: LoadedData): Promise<void> {
  const place = `data ${id.slice(0, 60)}`
  const facts = parseOpenedData(id)
  const { inputShape, classCount, train, test } = dataset
  if (facts?.inputShape.join() !== inputShape.join() || facts.classCount !== classCount) {
    throw damagedStudy(place, 'not the data that their name says')
  }
  if (classNames.length !== classCount) throw damagedStudy(place, `${classNames.length} names of classes`)
  const width = inputShape.reduce((product, side) => product * side, 1)
  for (const { count, inputs, labels } of [train, test]) {
    if (inputs.length !== count * width || labels.length !== count) {
      throw damagedStudy(place, `${inputs.length} numbers and ${labels.length} labels for ${count} rows`)
    }
    await checkFinite(place, inputs)
    await checkAll(labels, (label) => label >= 0 && label < classCount, place)
  }
}

function checkFinite(place: string, values: Float32Array): Promise<void> {
  return checkAll(values, Number.isFinite, place)
}

async function checkAll(
  values: Float32Array | Int32Array,
  isFine: (value: number) => boolean,
  place: string,
): Promise<void> {
  for (let start = 0; start < values.length; start += stretch) {
    const part = values.subarray(start, start + stretch)
    const at = part.findIndex((value) => !isFine(value))
    if (at >= 0) throw damagedStudy(place, `number ${start + at} is ${part[at]}`)
    if (values.length > stretch) await new Promise((resolve) => setTimeout(resolve))
  }
}
