import { uniformTs } from '../../core/curves/curve.ts'
import { officialGrid } from '../../core/planes/grid.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Choices } from '../choices/choices.ts'
import { newWeightsId, type Study } from '../context.ts'
import { curveKey, endpointKey, usedStatistics } from '../keys.ts'
import { createModesFrame } from '../landscape/frame.ts'
import { finished } from '../running/jobs.ts'
import { architectureOf, curveRecipeOf } from '../running/requests.ts'
import { endpointId } from '../running/trained.ts'
import { evaluateAlong, trainCurveBetween } from './curveBetween.ts'
import { evaluatePlane, padPlane } from './evaluatePlane.ts'
import type { Experiment, ExperimentScope } from './experiment.ts'
import type { AlignedWay, AlignmentValue } from './values/alignmentValue.ts'

/** Share of the window around the three points. */
const margin = 0.2

/** What is known so far, and how it becomes more. */
interface Board {
  value: AlignmentValue
  update(patch: Partial<AlignmentValue>): void
}

type Scope = ExperimentScope<'alignment'>

/**
 * What is left of the barrier once the hidden units of w₂ stand where those of w₁ do (Ainsworth and others 2023): profiles of
 * segment and curve before and after, and the plane of w₁, w₂ and π(w₂).
 */
export const alignment: Experiment<'alignment'> = {
  needs: () => 'endpoints',
  key: (choices) =>
    JSON.stringify([
      endpointKey(choices, 0),
      endpointKey(choices, 1),
      usedStatistics(choices),
      choices.points,
      choices.alignResolution,
      choices.alignCurves && [
        curveKey({ ...choices, openedCurve: '', restarts: [], freeEndpoints: false }),
        curveRecipeOf(choices),
      ],
    ]),
  parts: ({ alignCurves }) => (alignCurves ? 2 : 1),
  canPause: true,
  run: async (study, scope) => {
    const { choices } = scope
    const raw = [endpointId(study, 0), endpointId(study, 1)] as const
    const { board, aligned } = await alignEnds(study, raw, scope)
    await followSegments(study, { raw, aligned, board }, scope)
    const frame = await createModesFrame(study, [...raw, aligned], [])
    const grid = officialGrid(frame.plane, choices.alignResolution, margin)
    const { seen, backend } = await evaluatePlane(study, { choices, frame, grid, part: 0 }, scope)
    board.update({ seen })
    const weights = [...frame.basis]
    if (choices.alignCurves) weights.push(...(await joinByCurves(study, { raw, aligned, board }, scope)))
    const { bends } = choices
    if (weights.length > frame.basis.length) {
      const first = weights.length - bends
      const controlPoints = [0, ...Array.from({ length: bends }, (_, index) => first + index), 2]
      const geometry = await study.client.measure(weights)
      const plane = padPlane(seen.plane, weights.length)
      board.update({ seen: { ...seen, plane, geometry, controlPoints } })
    }
    return { value: board.value, weights, backend }
  },
}

type Ends = readonly [WeightsId, WeightsId]

interface Way {
  readonly raw: Ends
  readonly aligned: WeightsId
  readonly board: Board
}

async function alignEnds(
  study: Study,
  [reference, moved]: Ends,
  scope: Scope,
): Promise<{ readonly board: Board; readonly aligned: WeightsId }> {
  const { choices, show } = scope
  const aligned = newWeightsId(study, 'aligned')
  const outcome = await study.client.align(
    { architecture: architectureOf(choices), reference, moved, id: aligned },
    {
      signal: scope.signal,
      job: scope.job(0),
      onEvent: ({ progress }) => scope.report(0, progress),
    },
  )
  const { permutations, unmoved, similarity, distance } = finished(outcome)
  const board: Board = {
    value: {
      units: permutations,
      unmoved,
      similarity,
      distance,
      ts: uniformTs(choices.points),
      ways: {},
      curveKind: choices.curve,
    },
    update(patch) {
      this.value = { ...this.value, ...patch }
      show(this.value)
    },
  }
  show(board.value)
  return { board, aligned }
}

async function followWay(
  study: Study,
  { choices, way, kind, controlPoints, board }: WayToFollow,
  scope: Scope,
): Promise<void> {
  const { train, test, dl } = await evaluateAlong(study, { choices, kind, controlPoints }, scope)
  board.update({ ways: { ...board.value.ways, [way]: { train, test, dl } } })
}

interface WayToFollow {
  readonly choices: Choices
  readonly way: AlignedWay
  readonly kind: Choices['curve']
  readonly controlPoints: readonly WeightsId[]
  readonly board: Board
}

async function followSegments(study: Study, { raw, aligned, board }: Way, scope: Scope): Promise<void> {
  const shared = { choices: scope.choices, kind: 'chain', board } as const
  await followWay(study, { ...shared, way: 'segment', controlPoints: raw }, scope)
  await followWay(study, { ...shared, way: 'alignedSegment', controlPoints: [raw[0], aligned] }, scope)
}

/** Trains the curve to w₂ and the one to π(w₂) with the same seed, at the same time; answers their bends. */
async function joinByCurves(
  study: Study,
  { raw, aligned, board }: Way,
  scope: Scope,
): Promise<readonly WeightsId[]> {
  const { choices } = scope
  const pairs: readonly { readonly way: AlignedWay; readonly ends: Ends }[] = [
    { way: 'curve', ends: raw },
    { way: 'alignedCurve', ends: [raw[0], aligned] },
  ]
  const trained = await Promise.all(
    pairs.map(({ ends }, part) =>
      trainCurveBetween(study, { choices, ends, seed: choices.curveSeed, part }, scope),
    ),
  )
  for (const [index, { way }] of pairs.entries()) {
    const controlPoints = trained[index]?.controlPoints ?? []
    await followWay(study, { choices, way, kind: choices.curve, controlPoints, board }, scope)
  }
  return trained.flatMap(({ controlPoints }) => controlPoints.slice(1, -1))
}
