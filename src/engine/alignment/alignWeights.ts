import { applyPermutations } from '../../core/alignment/applyPermutations.ts'
import { type Matching, type MatchingProgress, matchWeights } from '../../core/alignment/matchWeights.ts'
import { derivePermutations } from '../../core/alignment/permutationSpec.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import type { AlignEvent, AlignRequest, AlignResult } from '../../protocol/alignment.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { StoredWeights } from '../../protocol/training.ts'
import type { Job } from '../jobs.ts'
import type { LabParts } from '../labParts.ts'
import { createThrottle } from '../throttle.ts'
import { checkLayout } from '../weightsShelf.ts'

const eventIntervalMs = 50

/**
 * Permutes the hidden units of one held network towards another and puts the copy on the shelf.
 * @throws EngineError `unsupported` where no unit can change its place, `invalid-request` for weights that are not finite, `shape-mismatch`
 */
export async function alignWeights(
  parts: LabParts,
  request: AlignRequest,
  { job, send }: { readonly job: Job; readonly send: (event: AlignEvent) => void },
): Promise<AlignResult> {
  const network = planNetwork(request.architecture)
  const held = parts.shelf.get([request.reference, request.moved])
  checkLayout(held, network)
  const [reference, moved] = held as readonly [StoredWeights, StoredWeights]
  for (const { id, weights } of held) {
    if (!weights.every(Number.isFinite))
      throw new EngineError('invalid-request', `${id} has weights that are not finite`)
  }
  const spec = derivePermutations(network)
  if (spec.groups.length === 0) throw refuse(spec.unmoved)
  const { assignUnits } = await import('./assignUnits.ts')
  const isDue = createThrottle(parts.now, eventIntervalMs)
  const steps = matchWeights({
    spec,
    reference: reference.weights,
    moved: moved.weights,
    assign: assignUnits,
  })
  const matching = await follow(steps, job, ({ sweep, groupsDone }) => {
    if (!isDue()) return
    const total = spec.groups.length
    send({ sweep, progress: { done: groupsDone, total, unit: 'steps', elapsedMs: job.elapsedMs() } })
  })
  const stored = { id: request.id, ...applyPermutations(moved, spec, matching.permutations) }
  parts.shelf.put(stored)
  return {
    stored,
    permutations: spec.groups.map(({ layers }, g) => ({
      layers,
      permutation: matching.permutations[g] as Int32Array,
    })),
    unmoved: spec.unmoved,
    similarity: matching.similarity,
    distance: {
      before: distanceBetween(reference.weights, moved.weights),
      after: distanceBetween(reference.weights, stored.weights),
    },
    elapsedMs: job.elapsedMs(),
  }
}

function refuse(unmoved: readonly { readonly layer: string; readonly reason: string }[]): EngineError {
  const reasons = unmoved.map(({ layer, reason }) => `${layer}: ${reason}`)
  const why = reasons.length > 0 ? reasons.join('; ') : 'there is no hidden layer'
  return new EngineError('unsupported', `nothing to align: ${why}`)
}

async function follow(
  steps: Generator<MatchingProgress, Matching>,
  job: Job,
  watch: (progress: MatchingProgress) => void,
): Promise<Matching> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    watch(step.value)
    await job.breathe()
  }
}

function distanceBetween(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2
  return Math.sqrt(sum)
}
