import { curveRows } from '../../core/curves/curve.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Choices } from '../choices/choices.ts'
import { newWeightsId, type Study } from '../context.ts'
import { createFrame } from '../landscape/frame.ts'
import type { CurveResult, PlaneFrame, PlaneMark } from '../results.ts'
import { finished, type RunScope } from '../running/jobs.ts'
import { architectureOf, problemOf } from '../running/requests.ts'
import { drawTrails } from './drawTrails.ts'
import { placeTraining } from './placeTraining.ts'
import { type RecordedTraining, recordTraining } from './recordTraining.ts'

/** What is known while a plane is laid. */
interface Laying {
  readonly study: Study
  readonly choices: Choices
  readonly scope: RunScope
  readonly curve: CurveResult
  readonly w1: WeightsId
  readonly w2: WeightsId
}

/** Three points that span a plane, and what else is known of it. */
interface Span {
  readonly origin: WeightsId
  readonly along: WeightsId
  readonly towards: WeightsId
  readonly aligned?: WeightsId
  readonly training?: RecordedTraining
  readonly facts?: Pick<PlaneFrame, 'explained' | 'eigenvalues'>
}

/** A plane of random directions, of a training, of the Hessian, or through a permuted copy of w₂. @throws EngineError */
export async function createOwnFrame(study: Study, choices: Choices, scope: RunScope): Promise<PlaneFrame> {
  const { curve } = study.store.getState().results
  const [w1, w2] = [curve?.controlPoints[0], curve?.controlPoints.at(-1)]
  if (!curve || !w1 || !w2) throw new EngineError('invalid-request', 'the curve is not trained')
  const laying: Laying = { study, choices, scope, curve, w1, w2 }
  const span = await spans[choices.plane as OwnKind](laying)
  const frame = await frameOf(laying, span)
  if (!span.training) return choices.trails ? drawTrails(study, frame, choices, scope) : frame
  const trails = [await placeTraining(study, frame, span.training)]
  await study.client.release(span.training.networks)
  return choices.trails ? drawTrails(study, { ...frame, trails }, choices, scope) : { ...frame, trails }
}

type OwnKind = Exclude<Choices['plane'], 'curve' | 'modes'>

const spans: Readonly<Record<OwnKind, (laying: Laying) => Promise<Span>>> = {
  random: spanRandom,
  hessian: spanHessian,
  trajectory: spanTrajectory,
  aligned: spanAligned,
}

async function frameOf({ study, choices, curve, w1, w2 }: Laying, span: Span): Promise<PlaneFrame> {
  const { origin, along, towards, aligned, facts } = span
  const basis = [...new Set([origin, along, towards, ...curve.controlPoints])]
  const place = (id: WeightsId) => basis.indexOf(id)
  const marks: PlaneMark[] = [
    { index: place(w1), name: 'w1' },
    { index: place(w2), name: 'w2' },
    ...(aligned ? [{ index: place(aligned), name: 'aligned' } as const] : []),
    ...(origin !== w1 && origin !== w2 ? [{ index: 0, name: 'origin' } as const] : []),
  ]
  const controlPoints = curve.controlPoints.map(place)
  const geometry = await study.client.measure(basis)
  const request = { kind: choices.plane, basis, along: 1, towards: 2, controlPoints, bend: 0 }
  return { ...(await createFrame(study, request, geometry)), marks, ...facts }
}

async function findOrigin({ study, choices, curve, w1, w2 }: Laying): Promise<WeightsId> {
  if (choices.planeOrigin !== 'curve') return choices.planeOrigin === 'w1' ? w1 : w2
  const { controlPoints } = curve
  const coefficients = Array.from(curveRows(choices.curve, controlPoints.length, [choices.planeT]))
  const id = newWeightsId(study, 'origin')
  await study.client.define({ kind: 'combination', id, basis: controlPoints, coefficients })
  return id
}

/** Points at the ends of directions from an origin: planes go through points, so that the origin's statistics stay. */
async function stepAlong(
  study: Study,
  origin: WeightsId,
  directions: readonly WeightsId[],
  length = 1,
): Promise<Pick<Span, 'origin' | 'along' | 'towards'>> {
  const ends: WeightsId[] = []
  for (const direction of directions) {
    const id = newWeightsId(study, 'step')
    await study.client.define({
      kind: 'combination',
      id,
      basis: [origin, direction],
      coefficients: [1, length],
    })
    ends.push(id)
  }
  await study.client.release(directions)
  const [along, towards] = ends as [WeightsId, WeightsId]
  return { origin, along, towards }
}

async function spanRandom(laying: Laying): Promise<Span> {
  const { study, choices } = laying
  const like = await findOrigin(laying)
  const directions = [newWeightsId(study, 'direction'), newWeightsId(study, 'direction')]
  for (const [index, id] of directions.entries()) {
    await study.client.define({
      kind: 'random',
      id,
      architecture: architectureOf(choices),
      like,
      seed: choices.planeSeed,
      index,
      scaling: choices.planeScaling,
      ignoresBiasAndNorm: true,
    })
  }
  return stepAlong(study, like, directions)
}

/** How well the two eigenvectors are wanted, and what they may cost. */
const hessianEffort = { tolerance: 1e-3, mostProducts: 200 } as const

async function spanHessian(laying: Laying): Promise<Span> {
  const { study, choices, scope, curve } = laying
  const origin = await findOrigin(laying)
  const ids = [newWeightsId(study, 'direction'), newWeightsId(study, 'direction')]
  const outcome = await study.client.hessian(
    {
      problem: problemOf(choices),
      basis: [origin],
      coefficients: [1],
      batchNorm: choices.batchNormMode,
      largest: 2,
      smallest: 0,
      ids,
      seed: choices.planeSeed,
      ...hessianEffort,
    },
    {
      signal: scope.signal,
      job: scope.job(0),
      onEvent: ({ progress }) => scope.report(0, progress),
    },
  )
  const { largest, stored } = finished(outcome)
  if (stored.length < 2) throw new EngineError('unsupported', 'the Hessian has no two eigenvectors here')
  const { size, differences } = curve.geometry
  const apart = Math.sqrt(differences[size * size - 1] ?? 1) || 1
  const span = await stepAlong(study, origin, ids, apart / 4)
  return { ...span, facts: { eigenvalues: largest.map(({ value }) => value) } }
}

async function spanTrajectory({ study, choices, scope, w1, w2 }: Laying): Promise<Span> {
  const end = choices.planeOrigin === 'w2' ? 1 : 0
  const training = await recordTraining(study, choices, end, scope)
  const directions = [newWeightsId(study, 'direction'), newWeightsId(study, 'direction')]
  const { explained } = await study.client.findComponents({ trajectory: training.networks, ids: directions })
  const span = await stepAlong(study, end === 0 ? w1 : w2, directions)
  return { ...span, training, facts: { explained } }
}

async function spanAligned({ study, choices, scope, w1, w2 }: Laying): Promise<Span> {
  const id = newWeightsId(study, 'aligned')
  const outcome = await study.client.align(
    { architecture: architectureOf(choices), reference: w1, moved: w2, id },
    {
      signal: scope.signal,
      job: scope.job(0),
      onEvent: ({ progress }) => scope.report(0, progress),
    },
  )
  finished(outcome)
  return { origin: w1, along: w2, towards: id, aligned: id }
}
