import { countDifferences, scorePredictions } from '../../core/ensembles/predictionScores.ts'
import type { ComparePart, CompareRequest, CompareResult, CompareValues } from '../../protocol/ensembles.ts'
import { checkPredictionSize } from '../checkRequest.ts'
import type { Job } from '../jobs.ts'
import type { LabParts } from '../labParts.ts'
import type { Lease } from '../sessions.ts'
import { createThrottle } from '../throttle.ts'
import { createChunkSizer } from '../training/chunkSizer.ts'
import { checkLayout } from '../weightsShelf.ts'
import { withFallback } from '../withFallback.ts'

const partIntervalMs = 50

/** Bytes of probabilities that are held at once. */
const stretchBytes = 2 ** 22

interface Ways {
  readonly job: Job
  readonly send: (part: ComparePart) => void
}

/** Predictions of the references: of the first alone, and all summed. */
interface References {
  readonly first: Float32Array
  readonly sum: Float64Array
  readonly count: number
}

/**
 * Compares K points with fixed networks on one split. Finished stretches are sent in order and without gaps; after a failed
 * device the rest is computed on the CPU.
 * @throws EngineError by what sessions and shelf throw
 */
export async function comparePoints(
  parts: LabParts,
  request: CompareRequest,
  { job, send }: Ways,
): Promise<CompareResult> {
  const width = request.basis.length
  const total = request.coefficients.length / width
  const isDue = createThrottle(parts.now, partIntervalMs)
  const sizer = createChunkSizer()
  const values = createValues(total)
  let references: References | undefined
  let [done, sent] = [0, 0]
  return withFallback(parts.sessions, request.problem, async (lease) => {
    const { classCount } = lease.network
    const { labels, count } = lease.data[request.split]
    checkPredictionSize({ points: request.references.length / width, rows: count, classes: classCount })
    references ??= await predictReferences(parts, lease, { request, job })
    const fitting = Math.max(1, Math.floor(stretchBytes / (4 * count * classCount)))
    while (done < total) {
      const end = Math.min(total, done + fitting, done + sizer.next())
      const startMs = parts.now()
      const rows = request.coefficients.subarray(done * width, end * width)
      const predicted = await predictRows(parts, lease, { request, rows, job })
      for (let k = done; k < end; k++) {
        await job.breathe()
        const point = predicted.subarray((k - done) * count * classCount, (k - done + 1) * count * classCount)
        comparePoint(values, k, { point, references, labels, classCount })
      }
      sizer.record(end - done, parts.now() - startMs)
      done = end
      if (!isDue() && done < total) continue
      const progress = { done, total, unit: 'points', elapsedMs: job.elapsedMs() } as const
      send({ start: sent, values: sliceValues(values, count, { start: sent, end: done }), progress })
      sent = done
    }
    return { values: { ...values, count }, backend: lease.report, elapsedMs: job.elapsedMs() }
  })
}

type Arrays = Omit<CompareValues, 'count'>

function createValues(total: number): Arrays {
  return {
    ensembleNll: new Float64Array(total),
    ensembleCorrect: new Int32Array(total),
    ensembleCalibrationError: new Float64Array(total),
    correct: new Int32Array(total),
    differing: new Int32Array(total),
  }
}

async function predictReferences(
  parts: LabParts,
  lease: Lease,
  { request, job }: { readonly request: CompareRequest; readonly job: Job },
): Promise<References> {
  const predicted = await predictRows(parts, lease, { request, rows: request.references, job })
  const count = request.references.length / request.basis.length
  const size = predicted.length / count
  const sum = new Float64Array(size)
  for (let i = 0; i < predicted.length; i++) {
    sum[i % size] = (sum[i % size] as number) + (predicted[i] as number)
  }
  return { first: predicted.slice(0, size), sum, count }
}

function predictRows(
  { shelf }: LabParts,
  { session, network }: Lease,
  options: { readonly request: CompareRequest; readonly rows: Float64Array; readonly job: Job },
): Promise<Float32Array> {
  const { request, rows, job } = options
  const vectors = shelf.get(request.basis)
  checkLayout(vectors, network)
  return session.predict(
    {
      basis: vectors.map(({ weights }) => weights),
      buffers: vectors.map(({ buffers }) => buffers),
      coefficients: rows,
      inputs: { split: request.split },
      batchNorm: request.batchNorm,
    },
    job,
  )
}

function comparePoint(
  values: Arrays,
  at: number,
  options: {
    readonly point: Float32Array
    readonly references: References
    readonly labels: Int32Array
    readonly classCount: number
  },
): void {
  const { point, references, labels, classCount } = options
  const mean = references.sum.map((value, i) => (value + (point[i] as number)) / (references.count + 1))
  const ensemble = scorePredictions(mean, labels)
  values.ensembleNll[at] = ensemble.nll
  values.ensembleCorrect[at] = ensemble.correct
  values.ensembleCalibrationError[at] = ensemble.calibrationError
  values.correct[at] = scorePredictions(point, labels).correct
  values.differing[at] = countDifferences(point, references.first, classCount)
}

function sliceValues(
  values: Arrays,
  count: number,
  { start, end }: { readonly start: number; readonly end: number },
): CompareValues {
  return {
    ensembleNll: values.ensembleNll.slice(start, end),
    ensembleCorrect: values.ensembleCorrect.slice(start, end),
    ensembleCalibrationError: values.ensembleCalibrationError.slice(start, end),
    correct: values.correct.slice(start, end),
    differing: values.differing.slice(start, end),
    count,
  }
}
