import type { Layer } from '../../../core/networks/architecture.ts'
import type { Network, PlannedLayer } from '../../../core/networks/network.ts'
import { countValidTaps } from '../../../core/networks/slideWindow.ts'
import { assignSlots } from './assignSlots.ts'
import type { PackLayout } from './packLayout.ts'
import type { Epilogue, ImageShape, Program, ProgramMode, Step, Window } from './steps.ts'
import { sizeOfImage } from './steps.ts'

/** What moving one element through a kernel costs, in floating-point operations. */
const elementCost = 8

const onePixel: Window = { kernelHeight: 1, kernelWidth: 1, stride: 1, padding: 0, dilation: 1 }

/**
 * Compiles a network to dispatches. In mode `batch` it ends with the last batch norm, since only the statistics are wanted.
 * Batch norm by running statistics and activations join the kernel before them where nobody else reads what lies between.
 */
export function compileProgram(network: Network, layout: PackLayout, mode: ProgramMode): Program {
  const compiler = new Compiler(network, layout, mode)
  const last = network.layers.findLastIndex(hasNorm)
  const layers = mode === 'batch' ? network.layers.slice(0, last + 1) : network.layers
  const result = compiler.compile(layers, 0)
  return compiler.finish(result)
}

function hasNorm({ layer, body = [], shortcut = [] }: PlannedLayer): boolean {
  return layer.type === 'batchnorm' || body.some(hasNorm) || shortcut.some(hasNorm)
}

class Compiler {
  readonly #layout: PackLayout
  readonly #mode: ProgramMode
  readonly #steps: Step[] = []
  readonly #sizes: number[]

  constructor(network: Network, layout: PackLayout, mode: ProgramMode) {
    this.#layout = layout
    this.#mode = mode
    this.#sizes = [sizeOfImage(imageOf(network.architecture.input))]
  }

  /** Compiles a sequence of layers on value `x`; returns the value of its result. */
  compile(layers: readonly PlannedLayer[], x: number): number {
    const from = this.#steps.length
    return layers.reduce((value, planned) => {
      // Steps from before this branch have other readers.
      const last = this.#steps.length > from ? this.#steps.at(-1) : undefined
      return this.#compileLayer(planned, value, last?.y === value ? last : undefined)
    }, x)
  }

  finish(result: number): Program {
    const steps = this.#steps
    const { slots, slotSizes } = assignSlots(steps, this.#sizes, result)
    const costOf = ({ flops, output, input }: Step) =>
      flops + elementCost * (sizeOfImage(output) + sizeOfImage(input))
    const costs = steps.map(costOf)
    return { steps, result, slots, slotSizes, costs, cost: costs.reduce((sum, cost) => sum + cost, 0) }
  }

  #compileLayer(planned: PlannedLayer, x: number, last: Step | undefined): number {
    const { layer } = planned
    switch (layer.type) {
      case 'flatten':
      case 'dropout':
        return x
      case 'linear':
      case 'conv2d':
        return this.#compileMap(planned, x)
      case 'maxpool':
      case 'avgpool':
      case 'globalavgpool':
        return this.#compilePool(planned, x)
      case 'batchnorm':
        return this.#compileNorm(planned, x, last)
      case 'residual': {
        const z = this.compile(planned.shortcut ?? [], x)
        const body = this.compile(planned.body ?? [], x)
        return this.#push(planned, body, { kind: 'pointwise', z })
      }
      default:
        if (last && !last.activation) {
          last.activation = layer
          return x
        }
        return this.#push(planned, x, { kind: 'pointwise', activation: layer })
    }
  }

  #compileMap(planned: PlannedLayer, x: number): number {
    const place = this.#layout.maps.get(planned.path)
    if (!place) throw new Error(`no place for weights: ${planned.path}`)
    const window = windowOf(planned.layer)
    const { height, width } = imageOf(planned.inShape)
    const { channels } = imageOf(planned.outShape)
    const perGroup = imageOf(planned.inShape).channels / place.groups
    const slide = { ...window, kernel: window.kernelHeight }
    const taps = countValidTaps(height, slide) * countValidTaps(width, slide)
    return this.#push(planned, x, { kind: 'map', window, place, flops: 2 * channels * perGroup * taps })
  }

  #compilePool(planned: PlannedLayer, x: number): number {
    const { layer, inShape } = planned
    const { height, width } = imageOf(inShape)
    const takes = layer.type === 'maxpool' ? 'max' : 'mean'
    const window =
      layer.type === 'globalavgpool'
        ? { ...onePixel, kernelHeight: height, kernelWidth: width }
        : windowOf(layer)
    return this.#push(planned, x, { kind: 'pool', takes, window })
  }

  #compileNorm(planned: PlannedLayer, x: number, last: Step | undefined): number {
    const norm = this.#layout.norms.get(planned.path)
    if (!norm) throw new Error(`no place for batch norm: ${planned.path}`)
    if (this.#mode === 'batch') return this.#push(planned, x, { kind: 'normalize', norm })
    // After a flatten the channels are others.
    const fits = last && last.output.channels === imageOf(planned.inShape).channels
    if (!fits || last.norm || last.activation) return this.#push(planned, x, { kind: 'pointwise', norm })
    last.norm = norm
    return x
  }

  #push(planned: PlannedLayer, x: number, draft: StepDraft): number {
    const y = this.#sizes.length
    const [input, output] = [imageOf(planned.inShape), imageOf(planned.outShape)]
    this.#sizes.push(sizeOfImage(output))
    // A residual's sum sees the body's result, whose shape is the output's.
    const seen = planned.layer.type === 'residual' ? output : input
    this.#steps.push({ flops: 0, ...draft, x, y, input: seen, output } as Step)
    return y
  }
}

type StepDraft = Epilogue &
  Partial<Pick<Step, 'flops'>> &
  (
    | Pick<Extract<Step, { kind: 'map' }>, 'kind' | 'window' | 'place'>
    | Pick<Extract<Step, { kind: 'pool' }>, 'kind' | 'takes' | 'window'>
    | Pick<Extract<Step, { kind: 'pointwise' }>, 'kind' | 'z'>
    | Pick<Extract<Step, { kind: 'normalize' }>, 'kind' | 'norm'>
  )

function windowOf(layer: Layer): Window {
  if (layer.type === 'linear') return onePixel
  if (layer.type !== 'conv2d' && layer.type !== 'maxpool' && layer.type !== 'avgpool') {
    throw new Error(`no window: ${layer.type}`)
  }
  const isConvolution = layer.type === 'conv2d'
  return {
    kernelHeight: layer.kernel,
    kernelWidth: layer.kernel,
    stride: layer.stride ?? (isConvolution ? 1 : layer.kernel),
    padding: layer.padding ?? 0,
    dilation: isConvolution ? (layer.dilation ?? 1) : 1,
  }
}

function imageOf([channels = 1, height = 1, width = 1]: readonly number[]): ImageShape {
  return { channels, height, width }
}
