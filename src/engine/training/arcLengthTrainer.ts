import { arcLengthGradient } from '../../core/curves/arcLength.ts'
import type { CurveKind } from '../../core/curves/curve.ts'
import { measureBasis } from '../../core/planes/geometry.ts'
import type {
  JobControl,
  Session,
  StepPlan,
  StepReport,
  Trainer,
  TrainerRequest,
  TrainerState,
} from '../backends/backend.ts'
import { combineVectors } from '../combineVectors.ts'
import { descend } from './descend.ts'

/** What changes while a curve is trained. */
interface CurveState {
  readonly basis: Float32Array[]
  /** One list a trained vector: its momentum, or both moments. */
  readonly slots: readonly (readonly Float32Array[])[]
  buffers: Float32Array
  steps: number
}

/**
 * A trainer of objective (1), the loss averaged over a curve's arc length: one t a minibatch, uniform, and the whole gradient
 * q·∇L + L·∇q, weight decay on φ(t) within L. The session's own trainer stands at φ(t) and takes no step: what it keeps as momentum
 * is the gradient there.
 */
export async function createArcLengthTrainer(
  session: Session,
  request: TrainerRequest,
  kind: CurveKind,
): Promise<Trainer> {
  const state = startState(request)
  const inner = await session.createTrainer({
    ...request,
    basis: [request.basis[0] as Float32Array],
    trained: [true],
    optimizer: 'sgd',
    momentum: 0,
    nesterov: false,
    resume: { slots: [new Float32Array(request.basis[0]?.length ?? 0)], steps: state.steps },
  })
  return {
    async advance(plan, control) {
      const taken: Taken[] = []
      const states: TrainerState[] = []
      for (const index of plan.batches.keys()) {
        const step = await takeStep({ inner, state, request, kind }, { plan, index }, control)
        if (!step) return toReport(taken, states, false)
        taken.push(step)
        if (plan.marks?.includes(taken.length)) states.push(copyState(state))
      }
      return toReport(taken, states, true)
    },
    state: async () => copyState(state),
    async setTrained(vectors) {
      const places = [...state.basis.keys()].filter((index) => request.trained[index])
      for (const [i, place] of places.entries()) state.basis[place]?.set(vectors[i] ?? [])
    },
    dispose: () => inner.dispose(),
  }
}

interface Taken {
  readonly nll: number
  readonly penalty: number
  readonly correct: number
}

interface StepContext {
  readonly inner: Trainer
  readonly state: CurveState
  readonly request: TrainerRequest
  readonly kind: CurveKind
}

/** Takes one step; undefined, with nothing changed, where its loss or its new weights are not finite. */
async function takeStep(
  { inner, state, request, kind }: StepContext,
  { plan, index }: { readonly plan: StepPlan; readonly index: number },
  control: JobControl,
): Promise<Taken | undefined> {
  const size = state.basis.length
  const row = [...plan.coefficients.subarray(index * size, (index + 1) * size)]
  const found = await findGradient(inner, state, { row, batch: plan.batches[index] as Int32Array, control })
  if (!found) return undefined
  const { gradient, buffers, ...taken } = found
  const learningRate = plan.learningRates[index] as number
  const { optimizer, momentum, nesterov, trained } = request
  const descent = { optimizer, momentum, nesterov, learningRate, step: state.steps + 1 }
  const { density, rows } = arcLengthGradient(kind, measureBasis(state.basis), timeOf(row))
  const loss = taken.nll + taken.penalty
  const moved = [...state.basis.keys()]
    .filter((b) => trained[b])
    .map((b, place) => {
      const factor = density * (row[b] as number)
      const total = combineExactly(state.basis, rows[b] ?? [], loss)
      for (let i = 0; i < total.length; i++)
        total[i] = (total[i] as number) + factor * (gradient[i] as number)
      const weights = (state.basis[b] as Float32Array).slice()
      const slots = (state.slots[place] ?? []).map((slot) => slot.slice())
      descend(weights, total, slots, descent)
      return { b, place, weights, slots }
    })
  if (!moved.every(({ weights }) => weights.every(Number.isFinite))) return undefined
  for (const { b, place, weights, slots } of moved) {
    state.basis[b]?.set(weights)
    for (const [k, slot] of slots.entries()) state.slots[place]?.[k]?.set(slot)
  }
  state.buffers = buffers
  state.steps++
  return taken
}

/** The gradient of nll + ½·wd·‖w‖² on a batch at φ(t), in the session's own arithmetic. */
async function findGradient(
  inner: Trainer,
  state: CurveState,
  at: { readonly row: readonly number[]; readonly batch: Int32Array; readonly control: JobControl },
): Promise<(Taken & { readonly gradient: Float32Array; readonly buffers: Float32Array }) | undefined> {
  await inner.setTrained([combineVectors(state.basis, at.row)])
  const plan = {
    batches: [at.batch],
    learningRates: Float64Array.of(0),
    coefficients: Float64Array.of(1),
    marks: [1],
  }
  const { nll, penalty, correct, finite, states } = await inner.advance(plan, at.control)
  const [gradient] = states[0]?.slots ?? []
  if (!finite || !gradient) return undefined
  const buffers = states[0]?.buffers ?? state.buffers
  return { nll: nll[0] ?? 0, penalty: penalty[0] ?? 0, correct: correct[0] ?? 0, gradient, buffers }
}

/** t of a row of coefficients: of both kinds of curve, Σ i·c_i = t·(n − 1). */
function timeOf(row: readonly number[]): number {
  const sum = row.reduce((total, value, i) => total + i * value, 0)
  return Math.min(1, Math.max(0, sum / (row.length - 1)))
}

function combineExactly(
  vectors: readonly Float32Array[],
  row: readonly number[],
  factor: number,
): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0)
  for (const [b, vector] of vectors.entries()) {
    const scale = factor * (row[b] ?? 0)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + scale * (vector[i] as number)
  }
  return sum
}

function startState({ basis, trained, buffers, optimizer, resume }: TrainerRequest): CurveState {
  const count = trained.filter(Boolean).length
  const kinds = optimizer === 'adam' ? 2 : 1
  const length = basis[0]?.length ?? 0
  return {
    basis: basis.map((vector) => vector.slice()),
    slots: Array.from({ length: count }, (_, place) =>
      Array.from(
        { length: kinds },
        (_slot, k) => resume?.slots[k * count + place]?.slice() ?? new Float32Array(length),
      ),
    ),
    buffers: buffers.slice(),
    steps: resume?.steps ?? 0,
  }
}

function copyState({ basis, slots, buffers, steps }: CurveState): TrainerState {
  const kinds = slots[0]?.length ?? 0
  return {
    basis: basis.map((vector) => vector.slice()),
    buffers: buffers.slice(),
    slots: Array.from({ length: kinds }, (_, k) =>
      slots.map((slot) => (slot[k] as Float32Array).slice()),
    ).flat(),
    steps,
  }
}

function toReport(taken: readonly Taken[], states: readonly TrainerState[], finite: boolean): StepReport {
  return {
    nll: Float64Array.from(taken, ({ nll }) => nll),
    penalty: Float64Array.from(taken, ({ penalty }) => penalty),
    correct: Int32Array.from(taken, ({ correct }) => correct),
    finite,
    states,
  }
}
