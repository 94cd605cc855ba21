import {
  countDifferences,
  type PredictionScores,
  scorePredictions,
} from '../../core/ensembles/predictionScores.ts'
import { createProbabilitySum } from '../../core/ensembles/probabilitySum.ts'
import type { EnsembleRequest, EnsembleResult } from '../../protocol/ensembles.ts'
import type { Job } from '../jobs.ts'
import type { LabParts } from '../labParts.ts'
import { predictPoints } from '../prediction.ts'
import type { Lease } from '../sessions.ts'
import { checkLayout } from '../weightsShelf.ts'
import { withFallback } from '../withFallback.ts'

/**
 * Scores K networks, their growing ensembles and their weight average on one split.
 * @throws EngineError `invalid-request` for probabilities above 256 MiB; by what sessions and shelf throw
 */
export async function scoreEnsemble(
  parts: LabParts,
  request: EnsembleRequest,
  job: Job,
): Promise<EnsembleResult> {
  const { problem, basis, coefficients, split, batchNorm } = request
  const points = { problem, basis, batchNorm, inputs: { split } }
  const all = await predictPoints(parts, { ...points, coefficients }, job)
  const average = await predictPoints(
    parts,
    { ...points, batchNorm: 'recomputed', coefficients: averageRow(coefficients, basis.length) },
    job,
  )
  const labels = await readLabels(parts, request)
  const size = all.rowCount * all.classCount
  const count = coefficients.length / basis.length
  const memberOf = (k: number) => all.probabilities.subarray(k * size, (k + 1) * size)
  const sum = createProbabilitySum()
  const members: PredictionScores[] = []
  const ensembles: PredictionScores[] = []
  const disagreement = new Float64Array(count * count)
  for (let k = 0; k < count; k++) {
    await job.breathe()
    const member = memberOf(k)
    members.push(scorePredictions(member, labels))
    sum.add(member)
    ensembles.push(scorePredictions(sum.mean(), labels))
    for (let j = 0; j < k; j++) {
      const share = countDifferences(member, memberOf(j), all.classCount) / all.rowCount
      disagreement[k * count + j] = disagreement[j * count + k] = share
    }
  }
  return {
    members,
    ensembles,
    weightAverage: scorePredictions(average.probabilities, labels),
    disagreement,
    backend: all.backend,
    elapsedMs: job.elapsedMs(),
  }
}

/** Mean of K rows of B coefficients. */
function averageRow(coefficients: Float64Array, width: number): Float64Array {
  const row = new Float64Array(width)
  const count = coefficients.length / width
  for (const [i, value] of coefficients.entries()) {
    row[i % width] = (row[i % width] as number) + value / count
  }
  return row
}

async function readLabels(
  { sessions, shelf }: LabParts,
  { problem, basis, split }: EnsembleRequest,
): Promise<Int32Array> {
  return withFallback(sessions, problem, async ({ data, network }: Lease) => {
    checkLayout(shelf.get(basis), network)
    return data[split].labels
  })
}
