import { curveRows } from '../../core/curves/curve.ts'
import { pointCoefficients } from '../../core/planes/plane.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { Choices } from '../choices/choices.ts'
import { planeKey } from '../keys.ts'
import { combineRows, controlRows, usedColumns } from '../landscape/frame.ts'
import type { Pick } from '../landscape/pickKind.ts'
import type { PlaneFrame } from '../results.ts'
import { finished } from '../running/jobs.ts'
import { problemOf } from '../running/requests.ts'
import type { Experiment } from './experiment.ts'
import { toScore } from './raceScores.ts'

/** Networks picked on plane and curve by hand: their ensemble, their weight average and the best of them side by side. */
export const picked: Experiment<'picked'> = {
  needs: () => 'landscape',
  key: (choices) => JSON.stringify([planeKey(choices), choices.curve, choices.held, choices.picks]),
  canPause: false,
  run: async (study, scope) => {
    const { choices } = scope
    const { picks } = choices
    const { landscape } = study.store.getState().results
    if (!landscape) throw new EngineError('invalid-request', 'the landscape is not drawn')
    if (picks.length === 0) throw new EngineError('invalid-request', 'no network is picked')
    const { frame } = landscape
    const rows = Float64Array.from(picks.flatMap((pick) => rowOf(pick, frame, choices)))
    const used = usedColumns(frame.basis, rows)
    const outcome = await study.client.scoreEnsemble(
      {
        problem: problemOf(choices),
        basis: used.basis,
        coefficients: used.rows,
        split: 'test',
        batchNorm: choices.batchNormMode,
      },
      { signal: scope.signal, job: scope.job(0) },
    )
    const { members, ensembles, weightAverage, disagreement, backend } = finished(outcome)
    const pairs = picks.length * (picks.length - 1)
    const singles = members.map(toScore)
    const all = ensembles.at(-1)
    if (!all) throw new EngineError('internal', 'the engine left out the ensemble')
    return {
      value: {
        picks,
        singles,
        ensemble: toScore(all),
        average: toScore(weightAverage),
        disagreement: pairs > 0 ? disagreement.reduce((sum, share) => sum + share, 0) / pairs : 0,
      },
      weights: [],
      backend,
    }
  },
}

/** A picked network over the frame's basis. @throws EngineError `invalid-request` where the plane has no curve */
function rowOf(pick: Pick, frame: PlaneFrame, choices: Choices): number[] {
  if (pick.on === 'plane') return pointCoefficients(frame.plane, pick.x, pick.y)
  if (frame.controlPoints.length === 0) {
    throw new EngineError(
      'invalid-request',
      'a point of the curve is picked, and there is no curve in this plane',
    )
  }
  const rows = controlRows(frame, choices.held[0])
  return [...combineRows(curveRows(choices.curve, rows.length, [pick.t]), rows)]
}
