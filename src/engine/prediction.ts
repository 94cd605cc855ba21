import type { PredictRequest, PredictResult } from '../protocol/prediction.ts'
import { checkPredictionSize } from './checkRequest.ts'
import type { Job } from './jobs.ts'
import type { LabParts } from './labParts.ts'
import type { Lease } from './sessions.ts'
import { checkLayout } from './weightsShelf.ts'
import { withFallback } from './withFallback.ts'

/** Bytes of the stretches that are asked for at once; those that are done stay done when a device fails. */
const stretchBytes = 2 ** 23

/**
 * Class probabilities of K points on the asked rows; after a failed device the rest is computed on the CPU.
 * @throws EngineError `invalid-request` for results above 256 MiB; by what sessions and shelf throw
 */
export async function predictPoints(
  parts: LabParts,
  request: PredictRequest,
  job: Job,
): Promise<PredictResult> {
  const vectors = parts.shelf.get(request.basis)
  const width = request.basis.length
  const points = request.coefficients.length / width
  let probabilities: Float32Array | undefined
  let done = 0
  return withFallback(parts.sessions, request.problem, async (lease) => {
    checkLayout(vectors, lease.network)
    const { classCount } = lease.network
    const rowCount = countRows(request, lease)
    checkPredictionSize({ points, rows: rowCount, classes: classCount })
    const pointSize = rowCount * classCount
    const all = probabilities ?? new Float32Array(points * pointSize)
    probabilities = all
    const stretch = Math.max(1, Math.floor(stretchBytes / (4 * pointSize)))
    while (done < points) {
      const end = Math.min(points, done + stretch)
      const values = await lease.session.predict(
        {
          basis: vectors.map(({ weights }) => weights),
          buffers: vectors.map(({ buffers }) => buffers),
          coefficients: request.coefficients.subarray(done * width, end * width),
          inputs: request.inputs,
          batchNorm: request.batchNorm,
        },
        job,
      )
      all.set(values, done * pointSize)
      done = end
    }
    return { probabilities: all, rowCount, classCount, backend: lease.report, elapsedMs: job.elapsedMs() }
  })
}

function countRows({ inputs, problem }: PredictRequest, { data }: Lease): number {
  if ('split' in inputs) return data[inputs.split].count
  return inputs.rows.length / problem.architecture.input.reduce((size, side) => size * side, 1)
}
