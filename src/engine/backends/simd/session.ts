import type { Dataset } from '../../../core/data/dataset.ts'
import type { Network } from '../../../core/networks/network.ts'
import type { PredictInputs } from '../../../protocol/prediction.ts'
import type {
  Curvature,
  CurvatureRequest,
  JobControl,
  PointsRequest,
  PredictRequest,
  Session,
  StepPlan,
  Trainer,
  TrainerRequest,
} from '../backend.ts'
import { recomputeBatch, requireTwoValues } from './batchNormChecks.ts'
import { countElements } from './compilation.ts'
import { createCurvature } from './createCurvature.ts'
import { dealPoints, sliceMs } from './dealPoints.ts'
import type { EvaluationSpec } from './evaluationSpec.ts'
import type { TrainingSlice } from './lane.ts'
import { type LaneClient, nextJob } from './laneClient.ts'
import { predictPoints } from './predictPoints.ts'
import { paysToShare } from './sharing.ts'
import { packPlan } from './trainerPlan.ts'

/** A network and its data in every lane; see `Session`. */
export class SimdSession implements Session {
  private readonly lanes: readonly LaneClient[]
  private readonly network: Network
  private readonly data: Dataset
  private readonly trainers: number[]
  /** Trainers of each lane that are taking steps now. */
  private readonly training: number[]

  constructor(lanes: readonly LaneClient[], network: Network, data: Dataset) {
    this.lanes = lanes
    this.network = network
    this.data = data
    this.trainers = lanes.map(() => 0)
    this.training = lanes.map(() => 0)
  }

  async evaluate(request: PointsRequest, control: JobControl) {
    const { network, data } = this
    const size = request.basis.length
    const points = request.coefficients.length / size
    const recompute = network.bufferCount > 0 && request.batchNorm === 'recomputed'
    if (recompute) this.checkRecomputing()
    const samples = request.splits.reduce((sum, split) => sum + data[split].count, 0)
    const passes = samples + (recompute ? data.train.count : 0)
    return dealPoints({
      lanes: this.idleLanes(),
      spec: {
        basis: request.basis,
        buffers: recompute || network.bufferCount === 0 ? [] : request.buffers,
        coefficients: request.coefficients,
        splits: request.splits,
        recompute,
        shareFirstLayer: paysToShare(network, data, { points, basisSize: size }),
      },
      points,
      pointFlops: network.forwardFlops * passes,
      counts: { train: data.train.count, test: data.test.count },
      control,
      onPart: request.onPart,
    })
  }

  async predict(request: PredictRequest, control: JobControl): Promise<Float32Array> {
    const { network } = this
    const recompute = network.bufferCount > 0 && request.batchNorm === 'recomputed'
    if (recompute) this.checkRecomputing()
    const { inputs, basis, coefficients } = request
    const spec: EvaluationSpec = {
      basis,
      buffers: recompute || network.bufferCount === 0 ? [] : request.buffers,
      coefficients,
      splits: ['split' in inputs ? inputs.split : 'test'],
      recompute,
      shareFirstLayer: false,
      probabilities: 'split' in inputs ? {} : { inputs: inputs.rows },
    }
    const points = coefficients.length / basis.length
    return predictPoints(this.lanes, spec, { points, pointSize: this.countProbabilities(inputs), control })
  }

  async recomputeBuffers(weights: Float32Array, control: JobControl): Promise<Float32Array> {
    if (this.network.bufferCount === 0) return new Float32Array()
    this.checkRecomputing()
    const lane = this.leastBusyLane().lane
    const spec: EvaluationSpec = {
      basis: [weights],
      buffers: [],
      coefficients: Float64Array.of(1),
      splits: [],
      recompute: true,
      shareFirstLayer: false,
    }
    const job = nextJob()
    try {
      await lane.openEvaluation(job, spec)
      let slice = { finished: false }
      for (let first = true; !slice.finished; first = false) {
        await control.breathe()
        slice = await lane.evaluate(job, sliceMs, first ? { start: 0, end: 1 } : undefined)
      }
      return await lane.readBuffers(job)
    } finally {
      await lane.closeEvaluation(job).catch(() => undefined)
    }
  }

  async createTrainer(request: TrainerRequest): Promise<Trainer> {
    const { lane, index } = this.leastBusyLane()
    this.trainers[index] = (this.trainers[index] ?? 0) + 1
    const leave = () => {
      this.trainers[index] = (this.trainers[index] ?? 1) - 1
    }
    const busy = (change: number) => {
      this.training[index] = (this.training[index] ?? 0) + change
    }
    try {
      const job = nextJob()
      await lane.openTrainer(job, request)
      return createTrainer(lane, job, { leave, busy })
    } catch (error) {
      leave()
      throw error
    }
  }

  createCurvature(request: CurvatureRequest): Promise<Curvature> {
    return createCurvature(this.lanes, request)
  }

  dispose(): void {
    for (const lane of this.lanes) lane.dispose()
  }

  private countProbabilities(inputs: PredictInputs): number {
    const { architecture, classCount } = this.network
    const rows =
      'split' in inputs
        ? this.data[inputs.split].count
        : inputs.rows.length / countElements(architecture.input)
    return rows * classCount
  }

  /** Lanes that take no steps, behind which points would wait; all where there are none. */
  private idleLanes(): readonly LaneClient[] {
    const idle = this.lanes.filter((_, index) => this.training[index] === 0)
    return idle.length > 0 ? idle : this.lanes
  }

  private leastBusyLane(): { readonly lane: LaneClient; readonly index: number } {
    const index = this.trainers.indexOf(Math.min(...this.trainers))
    return { lane: this.lanes[index] as LaneClient, index }
  }

  private checkRecomputing(): void {
    const { count } = this.data.train
    requireTwoValues(this.network, count % recomputeBatch || Math.min(count, recomputeBatch))
  }
}

/** What a session keeps of a trainer: that it left, and how many more or fewer take steps. */
interface TrainerBook {
  leave(): void
  busy(change: number): void
}

function createTrainer(lane: LaneClient, id: number, { leave, busy }: TrainerBook): Trainer {
  let closed = false
  const takeSteps = async (plan: StepPlan, control: JobControl) => {
    let slice: TrainingSlice = await lane.train(id, sliceMs, packPlan(plan))
    while (!slice.report) {
      await control.breathe()
      slice = await lane.train(id, sliceMs)
    }
    return slice.report
  }
  return {
    async advance(plan, control) {
      busy(1)
      const report = await takeSteps(plan, control).finally(() => busy(-1))
      await control.breathe()
      return report
    },
    state: () => lane.readTrainer(id),
    setTrained: (vectors) => lane.writeTrainer(id, vectors),
    dispose() {
      if (closed) return
      closed = true
      leave()
      // Nothing is lost where the lane is already gone.
      void lane.closeTrainer(id).catch(() => undefined)
    },
  }
}
