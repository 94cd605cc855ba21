import type { JobControl } from '../backend.ts'
import { withErrorScopes } from './errorScopes.ts'
import { type GpuContext, workMs } from './gpuContext.ts'
import type { Kernel } from './kernels/kernelHeader.ts'

/** One dispatch. */
export interface Dispatch {
  readonly kernel: Kernel
  readonly group: GPUBindGroup
  /** Byte offset of the uniform `Chunk`. */
  readonly offset: number
  readonly grid: readonly [number, number, number]
  readonly cost: number
}

/** Bytes of one buffer that go to the start of another. */
interface Copy {
  readonly from: GPUBuffer
  readonly start: number
  readonly to: GPUBuffer
  readonly bytes: number
}

/**
 * Records dispatches and submits them about every 30 ms of work, by the pace that it measures; at most two submits are on the
 * way, so that the device is never idle and a cancel never waits long.
 */
export class Runner {
  readonly #context: GpuContext
  readonly #control: JobControl
  readonly #onTheWay: { readonly cost: number; readonly doneMs: Promise<number> }[] = []
  #recorded: Dispatch[] = []
  #copies: Copy[] = []
  #cost = 0
  #lastMs = 0

  constructor(context: GpuContext, control: JobControl) {
    this.#context = context
    this.#control = control
  }

  /** Records a dispatch, and submits what is recorded when it is enough. */
  async dispatch(dispatch: Dispatch): Promise<void> {
    this.#recorded.push(dispatch)
    this.#cost += dispatch.cost
    this.#context.counts.dispatches++
    if (this.#cost >= this.#context.pace.costPerMs * workMs) await this.submit()
  }

  /** Records a copy that follows everything recorded up to the next submit. */
  copy(copy: Copy): void {
    this.#copies.push(copy)
  }

  /** Submits what is recorded; waits while two submits are on the way, and breathes. @throws EngineError */
  async submit(): Promise<void> {
    const { device } = this.#context
    const cost = this.#cost
    const startMs = performance.now()
    const commands = this.#take()
    const submitted = device.trouble.settle(
      withErrorScopes(device, () => {
        device.gpu.queue.submit([this.#encode(commands)])
        return device.gpu.queue.onSubmittedWorkDone()
      }),
    )
    const doneMs = submitted.then(() => {
      const endMs = performance.now()
      this.#learn(cost, endMs - Math.max(startMs, this.#lastMs))
      this.#lastMs = endMs
      return endMs
    })
    // Told where it is waited for.
    doneMs.catch(() => {})
    this.#onTheWay.push({ cost, doneMs })
    while (this.#onTheWay.length > 1) await this.#onTheWay.shift()?.doneMs
    await this.#control.breathe()
  }

  /** Waits for everything submitted. */
  async finish(): Promise<void> {
    while (this.#onTheWay.length > 0) await this.#onTheWay.shift()?.doneMs
  }

  #take() {
    const commands = { dispatches: this.#recorded, copies: this.#copies }
    this.#recorded = []
    this.#copies = []
    this.#cost = 0
    return commands
  }

  #encode(commands: { dispatches: readonly Dispatch[]; copies: readonly Copy[] }): GPUCommandBuffer {
    const { device, pipelines } = this.#context
    const encoder = device.gpu.createCommandEncoder()
    const pass = encoder.beginComputePass()
    for (const { kernel, group, offset, grid } of commands.dispatches) {
      pass.setPipeline(pipelines.get(kernel.code))
      pass.setBindGroup(0, group, [offset])
      pass.dispatchWorkgroups(...grid)
    }
    pass.end()
    for (const { from, to, start, bytes } of commands.copies) {
      encoder.copyBufferToBuffer(from, start, to, 0, bytes)
    }
    return encoder.finish()
  }

  /** Follows the measured pace, quickly upwards, since small submits measure little but their own overhead. */
  #learn(cost: number, elapsedMs: number): void {
    const { pace } = this.#context
    const measured = cost / Math.max(0.1, elapsedMs)
    if (cost > 0) pace.costPerMs = Math.min(4 * pace.costPerMs, Math.max(pace.costPerMs / 2, measured))
  }
}
