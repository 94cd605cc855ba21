import * as tf from '@tensorflow/tfjs-core'
import { EngineError } from '../../../protocol/engineError.ts'
import type { JobControl, StepPlan, StepReport, Trainer, TrainerRequest, TrainerState } from '../backend.ts'
import { free } from './device.ts'
import type { Compute } from './evaluatePoints.ts'
import { countSlots } from './optimizers.ts'
import { freeState, type TrainingState, takeStep } from './trainingStep.ts'

/** Steps between two reads from a GPU. On the CPU every step is read, so that training stops where it diverges. */
const stepsPerRead = 64

/** Numbers of one step, as `takeStep` lays them out. */
const rowLength = 4

/** Creates a trainer; see `Trainer`. @throws EngineError `invalid-request`, `out-of-memory`, `device-lost` */
export function createTrainer(compute: Compute, request: TrainerRequest): Trainer {
  const { device } = compute
  const trainedIndices = request.basis.map((_, index) => index).filter((index) => request.trained[index])
  if (trainedIndices.length === 0) throw new EngineError('invalid-request', 'nothing to train')
  const fixed = uploadFixed(compute, request)
  const context = { compute, request, trainedIndices, ...(fixed ? { fixed } : {}) }
  const untouched = request.basis.map((vector, index) =>
    request.trained[index] ? undefined : vector.slice(),
  )
  let state = uploadState(compute, request, trainedIndices)
  const readCurrent = () => readState(compute, state, { untouched, trainedIndices })

  /** Takes the plan's steps from `start` to `end` without looking at them. */
  async function takeSteps(plan: StepPlan, start: number, end: number, options: StepOptions): Promise<void> {
    for (let index = start; index < end; index++) {
      await options.control.breathe()
      const { next, row } = takeStep(context, state, { plan, index })
      options.rows.push(row)
      if (state !== options.keep) freeState(state)
      state = next
    }
  }

  /** Takes a stretch of steps and reads its rows; where one is not finite, goes back to the step before it. */
  async function advanceStretch(
    plan: StepPlan,
    start: number,
    options: StretchOptions,
  ): Promise<Float32Array> {
    const before = state
    const rows: tf.Tensor1D[] = []
    try {
      await takeSteps(plan, start, options.end, { control: options.control, keep: before, rows })
      const read = await readRows(compute, rows)
      const finite = countFinite(read)
      if (finite === options.end - start) return read
      freeState(state)
      state = before
      await takeSteps(plan, start, start + finite, { control: options.control, keep: before, rows })
      return read.subarray(0, finite * rowLength)
    } finally {
      free(rows)
      if (state !== before) freeState(before)
    }
  }

  return {
    async advance(plan, control) {
      const total = plan.batches.length
      const stretch = device.gathersReads ? stepsPerRead : 1
      const marks = [...(plan.marks ?? [])]
      const taken: Float32Array[] = []
      const states: TrainerState[] = []
      const report = (finite: boolean) => ({ ...reportSteps(taken, request.weightDecay), finite, states })
      for (let start = 0; start < total; ) {
        const end = Math.min(total, start + stretch, marks[0] ?? total)
        const read = await advanceStretch(plan, start, { end, control })
        taken.push(read)
        if (read.length < (end - start) * rowLength) return report(false)
        if (end === marks[0]) {
          states.push(await readCurrent())
          marks.shift()
        }
        start = end
      }
      return report(true)
    },
    state: readCurrent,
    async setTrained(vectors) {
      const replaced = device.run(() => stackVectors(vectors))
      free([state.vectors])
      state = { ...state, vectors: replaced }
    },
    dispose() {
      freeState(state)
      if (fixed) free([fixed])
    },
  }
}

interface StepOptions {
  readonly control: JobControl
  /** A state that is still needed. */
  readonly keep: TrainingState
  readonly rows: tf.Tensor1D[]
}

interface StretchOptions {
  readonly end: number
  readonly control: JobControl
}

/** The vectors that stay put, stacked; undefined where all are trained. */
function uploadFixed({ device }: Compute, request: TrainerRequest): tf.Tensor2D | undefined {
  const fixed = request.basis.filter((_, index) => !request.trained[index])
  return fixed.length === 0 ? undefined : device.run(() => stackVectors(fixed))
}

function uploadState(
  { device, network }: Compute,
  request: TrainerRequest,
  trainedIndices: readonly number[],
): TrainingState {
  const { resume } = request
  const count = trainedIndices.length
  const [vectors, buffers, ...slots] = device.run(() => [
    stackVectors(trainedIndices.map((index) => request.basis[index] as Float32Array)),
    network.bufferCount === 0 ? tf.zeros([1]) : tf.tensor1d(request.buffers.slice()),
    ...Array.from({ length: countSlots(request) }, (_, slot) =>
      resume
        ? stackVectors(resume.slots.slice(slot * count, (slot + 1) * count))
        : tf.zeros([count, network.parameterCount]),
    ),
  ])
  return {
    vectors: vectors as tf.Tensor2D,
    buffers: buffers as tf.Tensor1D,
    slots: slots as tf.Tensor2D[],
    steps: resume?.steps ?? 0,
  }
}

function stackVectors(vectors: readonly Float32Array[]): tf.Tensor2D {
  return tf.stack(vectors.map((vector) => tf.tensor1d(vector.slice()))) as tf.Tensor2D
}

async function readRows({ device }: Compute, rows: readonly tf.Tensor1D[]): Promise<Float32Array> {
  const joined = device.run(() => tf.concat1d([...rows]))
  try {
    const [read = new Float32Array()] = await device.read([joined])
    return read
  } finally {
    free([joined])
  }
}

/** Rows before the first that holds a NaN or an infinity. */
function countFinite(rows: Float32Array): number {
  const bad = rows.findIndex((value) => !Number.isFinite(value))
  return bad < 0 ? rows.length / rowLength : Math.floor(bad / rowLength)
}

function reportSteps(
  taken: readonly Float32Array[],
  weightDecay: number,
): Omit<StepReport, 'finite' | 'states'> {
  const rows = taken.flatMap((read) =>
    Array.from({ length: read.length / rowLength }, (_, row) => read.subarray(row * rowLength)),
  )
  return {
    nll: Float64Array.from(rows, ([nll = 0]) => nll),
    correct: Int32Array.from(rows, ([, correct = 0]) => correct),
    penalty: Float64Array.from(rows, ([, , squares = 0]) => 0.5 * weightDecay * squares),
  }
}

async function readState(
  { device, network }: Compute,
  state: TrainingState,
  options: {
    readonly untouched: readonly (Float32Array | undefined)[]
    readonly trainedIndices: readonly number[]
  },
): Promise<TrainerState> {
  const [vectors = new Float32Array(), buffers = new Float32Array(), ...slots] = await device.read([
    state.vectors,
    state.buffers,
    ...state.slots,
  ])
  const length = network.parameterCount
  const rowOf = (matrix: Float32Array, row: number) => matrix.slice(row * length, (row + 1) * length)
  const { untouched, trainedIndices } = options
  return {
    basis: untouched.map((vector, index) => vector?.slice() ?? rowOf(vectors, trainedIndices.indexOf(index))),
    buffers: network.bufferCount === 0 ? new Float32Array() : buffers.slice(),
    slots: slots.flatMap((slot) => trainedIndices.map((_, row) => rowOf(slot, row))),
    steps: state.steps,
  }
}
