import { type Lanczos, type RitzPair, startLanczos } from '../../core/curvature/lanczos.ts'
import { createRandom, shuffle } from '../../core/random.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type {
  HessianEigenvalues,
  HessianEvent,
  HessianRequest,
  HessianResult,
} from '../../protocol/hessian.ts'
import type { StoredWeights } from '../../protocol/training.ts'
import type { Curvature } from '../backends/backend.ts'
import { combineVectors } from '../combineVectors.ts'
import type { Job } from '../jobs.ts'
import type { LabParts } from '../labParts.ts'
import type { Lease } from '../sessions.ts'
import { createThrottle } from '../throttle.ts'
import { checkLayout } from '../weightsShelf.ts'
import { withFallback } from '../withFallback.ts'

const eventIntervalMs = 50

/** Memory that Lanczos's directions may take: every product adds one. */
const directionBytes = 2 ** 30

/** Products for which found eigenvalues must stay as they are: an inner one is often found before the outermost. */
const calmSteps = 10

/** Streams of directions, so that none is the random direction of a plane from the same seed. */
const firstStream = 2 ** 20

/**
 * Outer eigenpairs of the Hessian of the mean train nll at one point, batch norm frozen; eigenvectors are put on the shelf. After
 * a failed device it goes on with the products it has.
 * @throws EngineError `out-of-memory` where the directions do not fit, `diverged` where a product is not finite; by what sessions and shelf throw
 */
export async function findEigenpairs(
  parts: LabParts,
  request: HessianRequest,
  { job, send }: { readonly job: Job; readonly send: (event: HessianEvent) => void },
): Promise<HessianResult> {
  const vectors = parts.shelf.get(request.basis)
  const weights = combineVectors(
    vectors.map((vector) => vector.weights),
    request.coefficients,
  )
  const total = countProducts(request, weights.length)
  const isDue = createThrottle(parts.now, eventIntervalMs)
  let lanczos: Lanczos | undefined
  return withFallback(parts.sessions, request.problem, async (lease) => {
    checkLayout(vectors, lease.network)
    const current = lanczos ?? start(request.seed, weights.length)
    lanczos = current
    const rows = chooseRows(request, lease.data.train.count)
    const buffers = await freezeBuffers(request, { vectors, weights, lease, job })
    const curvature = await lease.session.createCurvature({ weights, buffers, rows })
    const watch = (found: Found) => {
      if (!isDue()) return
      const progress = { done: current.steps, total, unit: 'steps', elapsedMs: job.elapsedMs() } as const
      send({ ...told(found), progress, backend: lease.report })
    }
    try {
      await iterate(current, curvature, { request, total, job, watch })
    } finally {
      curvature.dispose()
    }
    const found = findOuter(current, request)
    const stored = storeVectors(current, found, request, lease)
    for (const vector of stored) parts.shelf.put(vector)
    return {
      ...told(found),
      stored,
      products: current.steps,
      converged: found.converged,
      sampleCount: rows.length,
      backend: lease.report,
      elapsedMs: job.elapsedMs(),
    }
  })
}

function start(seed: number, dimension: number): Lanczos {
  let stream = firstStream
  const draw = () => {
    const random = createRandom(seed, 'direction', stream++)
    return Float64Array.from({ length: dimension }, random.normal)
  }
  return startLanczos(draw(), draw)
}

/** @throws EngineError `out-of-memory` where not even the wanted ones fit */
function countProducts({ largest, smallest, mostProducts }: HessianRequest, dimension: number): number {
  const fitting = Math.floor(directionBytes / (4 * dimension))
  const needed = Math.min(dimension, 2 * (largest + smallest))
  if (fitting < needed) {
    throw new EngineError(
      'out-of-memory',
      `${needed} directions of ${dimension} weights take more than 1 GiB: ask for fewer eigenvalues`,
    )
  }
  return Math.min(mostProducts, fitting, dimension)
}

/** Rows of the train split, in order; a seeded draw where fewer are asked for. */
function chooseRows({ samples, seed }: HessianRequest, count: number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, row) => row)
  if (samples === undefined || samples >= count) return all
  return shuffle(all, createRandom(seed, 'samples')).slice(0, samples).sort()
}

async function freezeBuffers(
  { batchNorm, coefficients }: HessianRequest,
  at: {
    readonly vectors: readonly StoredWeights[]
    readonly weights: Float32Array
    readonly lease: Lease
    readonly job: Job
  },
): Promise<Float32Array> {
  const { vectors, weights, lease, job } = at
  if (lease.network.bufferCount === 0) return new Float32Array()
  if (batchNorm === 'recomputed') return lease.session.recomputeBuffers(weights, job)
  return combineVectors(
    vectors.map(({ buffers }) => buffers),
    coefficients,
  )
}

interface Found {
  readonly largest: readonly RitzPair[]
  readonly smallest: readonly RitzPair[]
  readonly converged: boolean
}

async function iterate(
  lanczos: Lanczos,
  curvature: Curvature,
  options: {
    readonly request: HessianRequest
    readonly total: number
    readonly job: Job
    readonly watch: (found: Found) => void
  },
): Promise<void> {
  const { request, total, job, watch } = options
  let before: Found | undefined
  let settled = 0
  while (lanczos.next && lanczos.steps < total) {
    const product = await curvature.multiply(lanczos.next, job)
    if (!product.every(Number.isFinite)) {
      throw new EngineError('diverged', 'the network is not finite at this point: it has no curvature')
    }
    lanczos.advance(product)
    await job.breathe()
    const found = findOuter(lanczos, request)
    watch(found)
    settled = found.converged && before && isSame(before, found, request.tolerance) ? settled + 1 : 0
    before = found
    if (settled >= calmSteps) return
  }
}

function isSame(a: Found, b: Found, tolerance: number): boolean {
  const [before, after] = [a, b].map(({ largest, smallest }) =>
    [...largest, ...smallest].map(({ value }) => value),
  )
  const scale = Math.max(...(after ?? []).map(Math.abs))
  return (after ?? []).every((value, k) => Math.abs(value - (before?.[k] ?? Number.NaN)) <= tolerance * scale)
}

/** The outer approximate eigenpairs; the largest come first where there are not enough for both ends. */
function findOuter(lanczos: Lanczos, { largest, smallest, tolerance }: HessianRequest): Found {
  const pairs = lanczos.pairs()
  const top = pairs.slice(0, largest)
  const bottom = smallest === 0 ? [] : pairs.slice(largest).slice(-smallest).reverse()
  const scale = Math.max(...pairs.map(({ value }) => Math.abs(value)))
  const complete = top.length === largest && bottom.length === smallest
  const reached = [...top, ...bottom].every(({ residual }) => residual <= tolerance * scale)
  return { largest: top, smallest: bottom, converged: reached && (complete || !lanczos.next) }
}

function told({ largest, smallest }: Found): HessianEigenvalues {
  const plain = ({ value, residual }: RitzPair) => ({ value, residual })
  return { largest: largest.map(plain), smallest: smallest.map(plain) }
}

function storeVectors(
  lanczos: Lanczos,
  { largest, smallest }: Found,
  { ids, largest: asked }: HessianRequest,
  { network }: Lease,
): StoredWeights[] {
  if (!ids) return []
  const named = [
    ...largest.map(({ place }, k) => ({ place, id: ids[k] })),
    ...smallest.map(({ place }, k) => ({ place, id: ids[asked + k] })),
  ]
  return lanczos.vectors(named.map(({ place }) => place)).flatMap((weights, k) => {
    const id = named[k]?.id
    return id ? [{ id, weights, buffers: new Float32Array(network.bufferCount) }] : []
  })
}
