import {
  type CheatingPart,
  cheatingCoefficients,
  deriveCheatingPath,
} from '../../core/curves/cheatingPath.ts'
import { uniformTs } from '../../core/curves/curve.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { type BasisGeometry, combinationProduct } from '../../core/planes/geometry.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { SplitValues } from '../../protocol/evaluation.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Choices } from '../choices/choices.ts'
import { newWeightsId, type Study } from '../context.ts'
import { endpointKey } from '../keys.ts'
import { finished, type RunScope } from '../running/jobs.ts'
import { architectureOf, problemOf } from '../running/requests.ts'
import { endpointId } from '../running/trained.ts'
import { evaluateAlong } from './curveBetween.ts'
import type { Experiment } from './experiment.ts'

/** Why the chosen network cannot be shrunk without changing its labels; undefined where it can. */
export function refuseCheating(choices: Choices): string | undefined {
  const path = deriveCheatingPath(planNetwork(architectureOf(choices)))
  return path.possible ? undefined : path.reason
}

/** The way through the origin on which labels stay (the paper's supplement on trivial paths), beside the segment. */
export const cheatingPath: Experiment<'cheatingPath'> = {
  needs: () => 'endpoints',
  key: (choices) => JSON.stringify([endpointKey(choices, 0), endpointKey(choices, 1), choices.points]),
  canPause: false,
  run: async (study, scope) => {
    const { choices } = scope
    const path = deriveCheatingPath(planNetwork(architectureOf(choices)))
    if (!path.possible) throw new EngineError('invalid-request', path.reason)
    const ends = [endpointId(study, 0), endpointId(study, 1)] as const
    const ts = uniformTs(choices.points)
    const straight = await evaluateAlong(study, { choices, kind: 'chain', controlPoints: ends }, scope)
    const { backend, ...segment } = straight
    const { parts } = path
    const rows = ts.map((t) => cheatingCoefficients(parts, t))
    const inwards = rows.filter((_, k) => (ts[k] as number) <= 0.5).map((row) => row.slice(0, parts.length))
    const outwards = rows.filter((_, k) => (ts[k] as number) > 0.5).map((row) => row.slice(parts.length))
    const first = await evaluateHalf(study, { choices, parts, end: ends[0], rows: inwards }, scope)
    const second = await evaluateHalf(study, { choices, parts, end: ends[1], rows: outwards }, scope)
    const value = {
      ts,
      train: joinValues(first.train, second.train),
      test: joinValues(first.test, second.test),
      differing: Int32Array.from([...first.differing, ...second.differing]),
      dl: joinSteps(first, second),
      segment,
    }
    return { value, weights: [], backend }
  },
}

interface Half {
  readonly train: SplitValues
  readonly test: SplitValues
  readonly differing: Int32Array
  /** Of the parts. */
  readonly geometry: BasisGeometry
  readonly rows: readonly (readonly number[])[]
}

interface HalfOrder {
  readonly choices: Choices
  readonly parts: readonly CheatingPart[]
  readonly end: WeightsId
  /** Of each point, over the parts. */
  readonly rows: readonly (readonly number[])[]
}

/** Evaluates what is on one end's side of the origin; only that end's parts are in memory then. */
async function evaluateHalf(study: Study, order: HalfOrder, scope: RunScope): Promise<Half> {
  const { choices, parts, end, rows } = order
  const basis = parts.map(() => newWeightsId(study, 'part'))
  for (const [index, id] of basis.entries()) {
    const { ranges } = parts[index] as CheatingPart
    await study.client.define({ kind: 'masked', id, from: end, ranges })
  }
  const coefficients = Float64Array.from(rows.flat())
  const shared = { problem: problemOf(choices), basis, coefficients, batchNorm: 'recomputed' } as const
  const options = { signal: scope.signal, job: scope.job(0) }
  const { values } = finished(await study.client.evaluate({ ...shared, splits: ['train', 'test'] }, options))
  const { train, test } = values
  if (!train || !test) throw new EngineError('internal', 'the engine left out a split')
  const references = Float64Array.from(parts, () => 1)
  const compared = await study.client.compare({ ...shared, split: 'test', references }, options)
  const { differing } = finished(compared).values
  const geometry = await study.client.measure(basis)
  await study.client.release(basis)
  return { train, test, differing, geometry, rows }
}

function joinValues(a: SplitValues, b: SplitValues): SplitValues {
  return {
    nll: Float64Array.from([...a.nll, ...b.nll]),
    correct: Int32Array.from([...a.correct, ...b.correct]),
    count: a.count,
  }
}

/** Lengths of the steps; the one over the origin goes to it and on from there. */
function joinSteps(first: Half, second: Half): Float64Array {
  const inwards = first.rows.slice(1).map((row, k) => stepLength(first, row, first.rows[k] ?? row))
  const last = first.rows.at(-1) ?? []
  const outwards = second.rows.map((row, k) => stepLength(second, row, second.rows[k - 1]))
  const [over = 0, ...rest] = outwards
  return Float64Array.from([0, ...inwards, stepLength(first, last) + over, ...rest])
}

/** ‖w(a) − w(b)‖, b the origin when absent. */
function stepLength({ geometry }: Half, a: readonly number[], b?: readonly number[]): number {
  const step = a.map((value, i) => value - (b?.[i] ?? 0))
  return Math.sqrt(Math.max(0, combinationProduct(geometry, step, step)))
}
