import {
  atBudget,
  atLabels,
  atProgram,
  atRows,
  atSamples,
  atTiles,
  atUnit,
  contextBytes,
} from '../../../kernels/operations.ts'
import type { CurvatureRequest } from '../backend.ts'
import { compileCurvature } from './compileCurvature.ts'
import { inputTensor } from './compilePrograms.ts'
import { ContextWriter } from './contextWriter.ts'
import { Layout, tileStride } from './layout.ts'
import type { Pacer } from './pacer.ts'
import { allocateLayout, padFloats, type SessionMemory } from './sessionMemory.ts'

/** One of `parts` even shares of the rows. */
export interface CurvatureTask {
  readonly direction: Float32Array
  readonly part: number
  readonly parts: number
}

/** What a slice of multiplying came to; the product, Σ over the task's rows, is there once it is finished. */
export interface CurvatureSlice {
  readonly finished: boolean
  readonly product?: Float64Array
}

/** Most tiles of a batch, and bytes that its values may take; neither depends on the machine, so that no byte of the product does. */
const mostTiles = 16
const batchBytes = 2 ** 27

interface Places {
  readonly context: number
  readonly weights: number
  readonly direction: number
  readonly gradients: number
  readonly second: number
  readonly buffers: number
  readonly rows: number
  readonly begin: number
  readonly end: number
}

/** A point's Hessian inside one instance, times one direction after another. */
export class CurvatureJob {
  private readonly session: SessionMemory
  private readonly request: CurvatureRequest
  private readonly pacer: Pacer
  private readonly tiles: number
  private readonly block: number
  private readonly at: Places
  private rows = { next: 0, end: 0 }
  private sum = new Float64Array()

  /** @throws KernelMemoryError */
  constructor(session: SessionMemory, request: CurvatureRequest, pacer: Pacer) {
    this.session = session
    this.request = request
    this.pacer = pacer
    this.tiles = this.chooseTiles()
    const { block, value } = allocateLayout(session.memory, newLayout, (layout) =>
      this.lay(layout, this.tiles),
    )
    this.block = block
    this.at = value
    this.write(value.weights, request.weights)
    this.write(value.buffers, request.buffers)
    // No operation writes there what no tangent reaches.
    for (const address of [value.gradients, value.second]) this.clear(address)
  }

  begin({ direction, part, parts }: CurvatureTask): void {
    const count = this.request.rows.length
    this.write(this.at.direction, direction)
    this.rows = {
      next: Math.round((part * count) / parts),
      end: Math.round(((part + 1) * count) / parts),
    }
    this.sum = new Float64Array(this.session.network.parameterCount)
    this.startBatch()
  }

  /** Goes on for about so long. */
  advance(milliseconds: number): CurvatureSlice {
    const { kernels, memory } = this.session
    this.pacer.run(milliseconds, (budget) => {
      let left = budget
      while (this.rows.next < this.rows.end && left > 0) {
        const reached = kernels.resume(this.at.context, this.at.end, left)
        left = memory.f64[(this.at.context + atBudget) / 8] as number
        if (!reached) break
        this.addBatch()
        this.startBatch()
      }
      return budget - left
    })
    const finished = this.rows.next >= this.rows.end
    return finished ? { finished, product: this.sum } : { finished }
  }

  dispose(): void {
    this.session.memory.release(this.block)
  }

  private get batchRows(): number {
    return Math.min(16 * this.tiles, this.rows.end - this.rows.next)
  }

  private startBatch(): void {
    if (this.batchRows <= 0) return
    const context = new ContextWriter(this.session.memory, this.at.context)
    context.integers([atRows, this.at.rows + 4 * this.rows.next], [atSamples, this.batchRows])
    context.integers([atTiles, Math.ceil(this.batchRows / 16)], [atProgram, this.at.begin], [atUnit, 0])
  }

  /** The batch's mean becomes its rows' sum. */
  private addBatch(): void {
    const { f32 } = this.session.memory
    const [first, second] = [this.at.gradients / 4, this.at.second / 4]
    const { sum, batchRows } = this
    for (let i = 0; i < sum.length; i++) {
      sum[i] = (sum[i] as number) + batchRows * ((f32[first + i] as number) + (f32[second + i] as number))
    }
    this.rows.next += batchRows
  }

  private chooseTiles(): number {
    let tiles = mostTiles
    for (; tiles > 1; tiles /= 2) {
      const draft = newLayout(0)
      this.lay(draft, tiles)
      if (draft.byteLength <= batchBytes) break
    }
    return tiles
  }

  private lay(layout: Layout, tiles: number): Places {
    const { network, features, rowBytes, splits } = this.session
    const vector = () => layout.take(4 * padFloats(network.parameterCount))
    const context = layout.take(contextBytes)
    const [weights, direction, gradients, second] = [vector(), vector(), vector(), vector()]
    const buffers = layout.take(4 * network.bufferCount)
    const labels = layout.take(64 * tiles)
    const batch = inputTensor(layout.take(tileStride(features) * tiles), features)
    const program = compileCurvature({
      network,
      layout,
      tiles,
      addresses: {
        point: { weights, gradients, buffers },
        direction: { weights: direction, gradients: second, buffers },
      },
      gather: { rows: splits.train.rows, rowBytes, labels: splits.train.labels, batch, batchLabels: labels },
      buffers: this.request.buffers,
    })
    const words = program.finish()
    const begin = layout.place(words)
    const head = new Int32Array(contextBytes / 4)
    head[atLabels / 4] = labels
    layout.constants.push({ address: context, values: head })
    const rows = layout.place(this.request.rows)
    const places = { context, weights, direction, gradients, second, buffers, rows }
    return { ...places, begin, end: begin + words.byteLength }
  }

  private write(address: number, values: Float32Array): void {
    this.session.memory.f32.set(values, address / 4)
  }

  private clear(address: number): void {
    const { memory, network } = this.session
    memory.f32.fill(0, address / 4, address / 4 + padFloats(network.parameterCount))
  }
}

function newLayout(base: number): Layout {
  return new Layout(base)
}
