import { identityPermutations, type Permutations, sourceOf } from './applyPermutations.ts'
import type { PermutationSpec, PermutedTensor } from './permutationSpec.ts'

/** Finds for each of n rows a column of its own, so that the sum of the n×n `gains`, row-major, is largest. */
export type Assign = (gains: Float64Array, count: number) => Int32Array

/** How far a matching is: groups done in a sweep, counted from 1. Comes often, so that the work can be left in between. */
export interface MatchingProgress {
  readonly sweep: number
  readonly groupsDone: number
}

/** What weight matching came to. */
export interface Matching {
  readonly permutations: readonly Int32Array[]
  /** ⟨w, π(w′)⟩ over all parameters: before, and after every sweep. */
  readonly similarity: readonly number[]
}

/** Sweeps after which matching stops even where it would go on; it ends after a handful. */
const mostSweeps = 100
/** Multiply-adds between two reports. */
const workPerReport = 4e6

interface MatchingTask {
  readonly spec: PermutationSpec
  readonly reference: Float32Array
  readonly moved: Float32Array
  readonly assign: Assign
}

/**
 * Weight matching (Ainsworth and others 2023, algorithm 1): group after group, in the order of the layers, the permutation that
 * brings `moved` nearest to `reference` while all others stay, until a sweep changes nothing. A step that would not bring them nearer is not taken.
 */
export function* matchWeights(task: MatchingTask): Generator<MatchingProgress, Matching> {
  const { spec } = task
  const permutations = identityPermutations(spec)
  let current = findSimilarity(task, permutations)
  const similarity = [current]
  for (let sweep = 1; sweep <= mostSweeps; sweep++) {
    let changed = false
    for (let group = 0; group < spec.groups.length; group++) {
      yield { sweep, groupsDone: group }
      const before = permutations[group] as Int32Array
      const size = before.length
      const gains = new Float64Array(size * size)
      for (const _ of gatherGains(task, group, { permutations, gains })) yield { sweep, groupsDone: group }
      permutations[group] = task.assign(gains, size)
      const next = findSimilarity(task, permutations)
      if (next > current + 1e-10 * Math.abs(current)) {
        current = next
        changed = true
      } else permutations[group] = before
    }
    similarity.push(current)
    if (!changed) break
  }
  return { permutations, similarity }
}

/** ⟨w, π(w′)⟩ over all parameters. */
function findSimilarity({ spec, reference, moved }: MatchingTask, permutations: Permutations): number {
  const touched = spec.tensors.filter(({ isBuffer }) => !isBuffer)
  let sum = innerProduct(reference, moved, [0, 0], reference.length)
  for (const { slot, rows, columns } of touched) {
    const [height = 1, width = 1, ...rest] = slot.shape
    const inner = rest.reduce((product, side) => product * side, 1)
    const rowOf = sourceOf(rows, height, permutations)
    const columnOf = sourceOf(columns, width, permutations)
    sum -= innerProduct(reference, moved, [slot.offset, slot.offset], slot.size)
    for (let r = 0; r < height; r++) {
      for (let c = 0; c < width; c++) {
        const source = slot.offset + ((rowOf[r] as number) * width + (columnOf[c] as number)) * inner
        sum += innerProduct(reference, moved, [slot.offset + (r * width + c) * inner, source], inner)
      }
    }
  }
  return sum
}

interface Gains {
  readonly permutations: Permutations
  /** size×size: what unit j of the moved network in place i adds to the similarity. */
  readonly gains: Float64Array
}

function* gatherGains(task: MatchingTask, group: number, state: Gains): Generator<undefined> {
  for (const tensor of task.spec.tensors) {
    if (tensor.isBuffer) continue
    if (tensor.rows?.group === group) yield* addGains(task, tensor, 'rows', state)
    if (tensor.columns?.group === group) yield* addGains(task, tensor, 'columns', state)
  }
}

/** Adds the inner products of all pairs of units along one axis of a tensor, the other axis permuted as it is now. */
function* addGains(
  { reference, moved }: MatchingTask,
  tensor: PermutedTensor,
  along: 'rows' | 'columns',
  { permutations, gains }: Gains,
): Generator<undefined> {
  const size = Math.sqrt(gains.length)
  const places = sliceUnits(tensor, along, size)
  const other = along === 'rows' ? tensor.columns : tensor.rows
  const otherLength = (along === 'rows' ? tensor.slot.shape[1] : tensor.slot.shape[0]) ?? 1
  const a = places(reference, sourceOf(undefined, otherLength, permutations))
  const b = places(moved, sourceOf(other, otherLength, permutations))
  const length = a.length / size
  let work = 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      gains[i * size + j] =
        (gains[i * size + j] as number) + innerProduct(a, b, [i * length, j * length], length)
    }
    work += size * length
    if (work < workPerReport) continue
    work = 0
    yield undefined
  }
}

/** Makes the function that lays a tensor's numbers out unit by unit, the other axis read in a given order. */
function sliceUnits({ slot }: PermutedTensor, along: 'rows' | 'columns', size: number) {
  const [height = 1, width = 1, ...rest] = slot.shape
  const inner = rest.reduce((product, side) => product * side, 1)
  return (values: Float32Array, order: Int32Array): Float32Array => {
    const units = new Float32Array(slot.size)
    const block = (along === 'rows' ? height : width) / size
    let at = 0
    for (let place = 0; place < size * block; place++) {
      for (const other of order) {
        const [r, c] = along === 'rows' ? [place, other] : [other, place]
        const source = slot.offset + (r * width + c) * inner
        units.set(values.subarray(source, source + inner), at)
        at += inner
      }
    }
    return units
  }
}

function innerProduct(
  a: Float32Array,
  b: Float32Array,
  [startA, startB]: readonly [number, number],
  length: number,
): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += (a[startA + i] as number) * (b[startB + i] as number)
  return sum
}
