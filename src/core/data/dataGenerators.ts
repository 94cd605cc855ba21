import { createRandom, type Random, shuffle } from '../random.ts'
import type { Dataset } from './dataset.ts'
import { splitRows } from './splitRows.ts'

/** Figures in the plane that can be drawn from a seed. */
export type GeneratorName = 'moons' | 'circles' | 'spirals' | 'blobs' | 'xor'

export interface GeneratorOptions {
  readonly generator: GeneratorName
  /** Rows in both splits together. */
  readonly size: number
  /** Deviation of the normal noise on both coordinates, in units of the figure (its radius is 1). */
  readonly noise: number
  /** For blobs and spirals; the others have two classes. */
  readonly classCount: number
  readonly seed: number
  /** Share of all rows that goes to test, 0 < share < 1. */
  readonly testShare: number
}

/** Where a row lies before noise: `share` runs evenly through its class, from 0 to 1, both included. */
type Figure = (label: number, share: number, random: Random) => readonly [number, number]

/**
 * Points in the plane with their classes: as even as the size allows, shuffled, then split. The same options give the
 * same rows.
 *
 * @throws RangeError when there are fewer than two classes, size or noise are no sizes, or a split would be empty
 */
export function generateData(options: GeneratorOptions): Dataset {
  const { generator, size, noise, testShare } = options
  checkOptions(options)
  const classCount = countClasses(options)
  const random = createRandom(options.seed, 'data')
  const figure = figures[generator](classCount, random)
  const inputs = new Float32Array(2 * size)
  const labels = new Int32Array(size)
  const rows = shuffle(
    Int32Array.from({ length: size }, (_, row) => row),
    random,
  )
  for (let i = 0; i < size; i++) {
    const row = rows[i] as number
    const label = i % classCount
    const last = Math.ceil((size - label) / classCount) - 1
    const [x, y] = figure(label, last > 0 ? Math.floor(i / classCount) / last : 0.5, random)
    inputs[2 * row] = x + noise * random.normal()
    inputs[2 * row + 1] = y + noise * random.normal()
    labels[row] = label
  }
  return splitRows(inputs, labels, { inputShape: [2], classCount, testShare })
}

/** The classes that a figure will have. */
function countClasses(options: GeneratorOptions): number {
  return options.generator === 'blobs' || options.generator === 'spirals' ? options.classCount : 2
}

function checkOptions(options: GeneratorOptions): void {
  const { size, noise } = options
  const classCount = countClasses(options)
  if (!Number.isInteger(classCount) || classCount < 2) {
    throw new RangeError(`classes: got ${classCount}, wanted a whole number of at least 2`)
  }
  if (!Number.isInteger(size) || size < classCount) {
    throw new RangeError(
      `data size: got ${size}, wanted a whole number of at least ${classCount}, one row per class`,
    )
  }
  if (!(noise >= 0 && Number.isFinite(noise))) {
    throw new RangeError(`noise: got ${noise}, wanted a finite number of at least 0`)
  }
}

const figures: Readonly<Record<GeneratorName, (classCount: number, random: Random) => Figure>> = {
  moons: () => placeOnMoons,
  circles: () => placeOnCircles,
  spirals: createSpirals,
  blobs: createBlobs,
  xor: () => placeInQuadrant,
}

/** Two half circles of radius 1 that reach into each other, as scikit-learn's make_moons. */
const placeOnMoons: Figure = (label, share) => {
  const x = Math.cos(Math.PI * share)
  const y = Math.sin(Math.PI * share)
  return label === 0 ? [x, y] : [1 - x, 0.5 - y]
}

/** Radius 1 around radius ½. */
const placeOnCircles: Figure = (label, share) => {
  const radius = label === 0 ? 1 : 0.5
  return [radius * Math.cos(2 * Math.PI * share), radius * Math.sin(2 * Math.PI * share)]
}

/** Arms from radius 0.1 to 1; the more there are the less each winds, so that neighbours stay half a unit apart. */
function createSpirals(classCount: number): Figure {
  const turns = 2 / classCount
  return (label, share) => {
    const radius = 0.1 + 0.9 * share
    const angle = 2 * Math.PI * (label / classCount + turns * share)
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  }
}

/** Centres on a circle, shifted a little by the seed and at most 0.9 from their neighbours: noise 0.2 makes them touch. */
function createBlobs(classCount: number, random: Random): Figure {
  const radius = Math.min(1, 0.45 / Math.sin(Math.PI / classCount))
  const turn = random.next()
  const centres = Array.from({ length: classCount }, (_, label): [number, number] => {
    const angle = 2 * Math.PI * (turn + (label + 0.2 * (random.next() - 0.5)) / classCount)
    const distance = radius * (1 + 0.2 * (random.next() - 0.5))
    return [distance * Math.cos(angle), distance * Math.sin(angle)]
  })
  return (label) => centres[label] ?? [0, 0]
}

/** Uniform in the square from −1 to 1; class 1 where the signs of x and y differ. */
const placeInQuadrant: Figure = (label, _, random) => {
  const side = random.next() < 0.5 ? 1 : -1
  const x = side * random.next()
  return [x, (label === 0 ? side : -side) * random.next()]
}
