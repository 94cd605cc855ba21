import { uniformTs } from '../../core/curves/curve.ts'
import { officialGrid } from '../../core/planes/grid.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import { type Study, setResults } from '../context.ts'
import { curveKey, endpointKey, usedStatistics } from '../keys.ts'
import { createModesFrame } from '../landscape/frame.ts'
import { curveRecipeOf } from '../running/requests.ts'
import { trainEndpoint } from '../running/trainEndpoint.ts'
import { endpointId } from '../running/trained.ts'
import { withEndpoint } from '../state.ts'
import { evaluateAlong, trainCurveBetween } from './curveBetween.ts'
import { evaluatePlane } from './evaluatePlane.ts'
import type { Experiment, ExperimentScope } from './experiment.ts'
import { modePairs, type ThreeModesValue } from './values/threeModesValue.ts'

type Scope = ExperimentScope<'threeModes'>

/** Share of the window around the three modes. */
const margin = 0.2

/** Three modes, pair by pair: the segment and a curve between them, and the plane of all three. */
export const threeModes: Experiment<'threeModes'> = {
  needs: () => 'endpoints',
  key: (choices) =>
    JSON.stringify([
      curveKey({ ...choices, openedCurve: '', restarts: [], freeEndpoints: false, curveSeed: 0 }),
      curveRecipeOf(choices),
      endpointKey(choices, 2),
      choices.modesSeed,
      choices.modesResolution,
      choices.points,
      usedStatistics(choices),
    ]),
  parts: () => modePairs.length,
  canPause: true,
  run: async (study, scope) => {
    const modes = [endpointId(study, 0), endpointId(study, 1), await thirdMode(study, scope)] as const
    const { value, weights, backend } = await surveyModes(study, modes, scope)
    scope.show(value)
    const curves = await joinModes(study, modes, scope)
    const all = [...weights, ...curves.flatMap(({ bends }) => bends)]
    const edges = value.edges.map((edge, index) => {
      const curve = curves[index]?.curve
      return curve ? { ...edge, curve } : edge
    })
    const geometry = await study.client.measure(all)
    return { value: { ...value, edges, geometry }, weights: all, backend }
  },
}

type Modes = readonly [WeightsId, WeightsId, WeightsId]

/** The study's third mode; trained, or taken from its file, and shown among its endpoints where it is not fresh. */
async function thirdMode(study: Study, scope: Scope): Promise<WeightsId> {
  const { choices } = scope
  const present = study.store.getState().results.endpoints[2]
  if (present?.key === endpointKey(choices, 2)) return present.id
  const found = await trainEndpoint(study, { choices, index: 2, part: 0 }, scope)
  scope.signal.throwIfAborted()
  setResults(study, { endpoints: withEndpoint(study.store.getState().results.endpoints, 2, found) })
  study.store.setState(({ live }) => ({ live: { ...live, endpoints: [] } }))
  return found.id
}

interface Survey {
  readonly value: ThreeModesValue
  readonly weights: readonly WeightsId[]
  readonly backend: BackendReport
}

/** Everything that needs no training: segments and plane. */
async function surveyModes(study: Study, modes: Modes, scope: Scope): Promise<Survey> {
  const { choices } = scope
  const edges: { readonly segment: ThreeModesValue['edges'][number]['segment'] }[] = []
  for (const [a, b] of modePairs) {
    const controlPoints = [modes[a], modes[b]]
    const { backend: _, ...segment } = await evaluateAlong(
      study,
      { choices, kind: 'chain', controlPoints },
      scope,
    )
    edges.push({ segment })
  }
  const frame = await createModesFrame(study, modes, [])
  const grid = officialGrid(frame.plane, choices.modesResolution, margin)
  const { seen, backend } = await evaluatePlane(study, { choices, frame, grid, part: 0 }, scope)
  const value: ThreeModesValue = {
    ts: uniformTs(choices.points),
    edges,
    curveKind: choices.curve,
    bendCount: choices.bends,
    firstBend: frame.basis.length,
    geometry: frame.geometry,
    seen,
  }
  return { value, weights: frame.basis, backend }
}

/** A curve between every pair, all at the same time. */
function joinModes(study: Study, modes: Modes, scope: Scope) {
  const { choices } = scope
  return Promise.all(
    modePairs.map(async ([a, b], part) => {
      const seed = choices.modesSeed + part
      const ends = [modes[a], modes[b]] as const
      const { controlPoints } = await trainCurveBetween(study, { choices, ends, seed, part }, scope)
      const way = { choices, kind: choices.curve, controlPoints, part }
      const along = await evaluateAlong(study, way, scope)
      const { train, test, dl } = along
      return { curve: { seed, train, test, dl }, bends: controlPoints.slice(1, -1) }
    }),
  )
}
