import type { EngineClient } from '../../client/createEngineClient.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { StoredWeights } from '../../protocol/training.ts'
import { combine, fakeCounts } from './fakeVectors.ts'

/** Verbs of this file. */
export type ScienceVerb = 'align' | 'hessian' | 'findComponents' | 'project'

interface Surroundings {
  readonly backend: BackendReport
  readonly read: (ids: readonly WeightsId[]) => Float32Array[]
  readonly keep: (id: WeightsId, weights: Float32Array) => StoredWeights
  /** Records a call and waits; answers whether to go on. */
  readonly enter: (verb: ScienceVerb, request: unknown, signal?: AbortSignal) => Promise<boolean>
}

function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, k) => sum + value * (b[k] as number), 0)
}

function distance(a: Float32Array, b: Float32Array): number {
  return Math.hypot(...a.map((value, k) => value - (b[k] as number)))
}

const progress = { done: 1, total: 2, unit: 'steps', elapsedMs: 1000 } as const

/** Aligning turns a vector round; the k-th largest eigenvalue is the length of the point over k, the k-th smallest −k. Components are axes, planes orthonormal. */
export function createScienceVerbs({
  backend,
  read,
  keep,
  enter,
}: Surroundings): Pick<EngineClient, ScienceVerb> {
  return {
    async align(request, { signal, onEvent } = {}) {
      const { reference, moved, id } = request
      onEvent?.({ progress, sweep: 1 })
      if (!(await enter('align', request, signal))) return { state: 'cancelled' }
      const [to, from] = read([reference, moved]) as [Float32Array, Float32Array]
      const turned = from.toReversed()
      const permutation = Int32Array.from(turned, (_, unit) => turned.length - 1 - unit)
      return {
        state: 'done',
        value: {
          stored: keep(id, turned),
          permutations: [{ layers: ['layers.0'], permutation }],
          unmoved: [{ layer: 'layers.2', reason: 'its 2 groups read fixed ranges of channels' }],
          similarity: [product(to, from), product(to, turned)],
          distance: { before: distance(to, from), after: distance(to, turned) },
          elapsedMs: 3,
        },
      }
    },
    async hessian(request, { signal, onEvent } = {}) {
      const { basis, coefficients, largest, smallest, mostProducts, samples } = request
      const point = combine(read(basis), coefficients)
      const length = Math.hypot(...point)
      const found = {
        largest: Array.from({ length: largest }, (_, k) => ({ value: length / (k + 1), residual: 1e-6 })),
        smallest: Array.from({ length: smallest }, (_, k) => ({ value: -k - 1, residual: 1e-6 })),
      }
      onEvent?.({ ...found, progress, backend })
      if (!(await enter('hessian', request, signal))) return { state: 'cancelled' }
      const sampleCount = samples ?? fakeCounts.train
      const stored = (request.ids ?? []).map((id, k) =>
        keep(
          id,
          point.map((_, i) => (i === k ? 1 : 0)),
        ),
      )
      const value = { ...found, stored, products: mostProducts, converged: true, sampleCount }
      return { state: 'done', value: { ...value, backend, elapsedMs: 4 } }
    },
    async findComponents(request) {
      await enter('findComponents', request)
      const [first] = read(request.trajectory) as [Float32Array]
      const unit = (k: number) => first.map((_, i) => (i === k ? 1 : 0))
      const stored = request.ids.map((id, k) => keep(id, unit(k)))
      return { stored, explained: request.ids.map((_, k) => 0.75 / 3 ** k) }
    },
    async project(request) {
      await enter('project', request)
      const vectors = read(request.basis)
      const [origin, u, v] = [request.origin, request.u, request.v].map((row) => combine(vectors, row)) as [
        Float32Array,
        Float32Array,
        Float32Array,
      ]
      return read(request.points).map((point) => {
        const off = point.map((value, k) => value - (origin[k] as number))
        const [x, y] = [product(off, u), product(off, v)]
        return { x, y, distance: Math.sqrt(Math.max(0, product(off, off) - x * x - y * y)) }
      })
    },
  }
}
