import type { ActivationName, Architecture, Layer } from './architecture.ts'
import { formatShape } from './layerSettings.ts'
import { ShapeError } from './shapeError.ts'

/** What the presets have in common. */
interface PresetOptions {
  readonly inputShape: readonly number[]
  readonly activation: ActivationName
  readonly classCount: number
  /** Puts batch norm between every hidden linear layer or convolution and its activation. */
  readonly batchNorm: boolean
  /** Rate, 0 ≤ rate < 1; 0 leaves dropout out. */
  readonly dropout: number
  /** Adds a shortcut around every hidden layer after the first; a projection without bias where widths differ. */
  readonly residual: boolean
}

/**
 * Linear layers of any widths, named fc1, fc2, …; images are flattened first. Dropout follows every activation.
 * Widths [32, 32] on 64 inputs make the reference net digits_mlp.
 */
export function createMlp(options: PresetOptions & { readonly widths: readonly number[] }): Architecture {
  const { inputShape, widths, classCount, residual } = options
  const layers: Layer[] = inputShape.length > 1 ? [{ type: 'flatten' }] : []
  for (const [index, out] of widths.entries()) {
    const number = index + 1
    const before = widths[index - 1]
    const block: Layer[] = [
      { type: 'linear', out, name: `fc${number}` },
      ...finishBlock(options, number),
      ...createDropout(options.dropout),
    ]
    if (residual && before !== undefined) {
      const projection: Layer = { type: 'linear', out, bias: false, name: `shortcut${number}` }
      layers.push({ type: 'residual', body: block, shortcut: before === out ? [] : [projection] })
    } else layers.push(...block)
  }
  layers.push({ type: 'linear', out: classCount, name: `fc${widths.length + 1}` })
  return { input: inputShape, layers }
}

/**
 * 3×3 convolutions conv1, conv2, … with padding 1, max-pooling 2×2 after every second and after the last, then one linear
 * layer fc, with dropout before it. Channels [8, 16] with batch norm make the reference net digits_bn.
 *
 * @throws ShapeError when the input is no image
 */
export function createSmallCnn(
  options: PresetOptions & { readonly channels: readonly number[] },
): Architecture {
  const { inputShape, channels, classCount } = options
  if (inputShape.length !== 3) {
    throw new ShapeError({ path: 'input' }, `shape ${formatShape(inputShape)}`, 'channels × height × width')
  }
  let side = Math.min(...inputShape.slice(1))
  const layers: Layer[] = []
  for (const index of channels.keys()) {
    layers.push(...createConvolution(options, index))
    const closesPair = index % 2 === 1 || index === channels.length - 1
    if (closesPair && side >= 2) {
      layers.push({ type: 'maxpool', kernel: 2, stride: 2 })
      side = Math.floor(side / 2)
    }
  }
  layers.push({ type: 'flatten' }, ...createDropout(options.dropout))
  layers.push({ type: 'linear', out: classCount, name: 'fc' })
  return { input: inputShape, layers }
}

function createConvolution(
  options: PresetOptions & { readonly channels: readonly number[] },
  index: number,
): Layer[] {
  const number = index + 1
  const out = options.channels[index] as number
  const before = options.channels[index - 1]
  const block: Layer[] = [
    { type: 'conv2d', out, kernel: 3, padding: 1, name: `conv${number}` },
    ...finishBlock(options, number),
  ]
  if (!options.residual || before === undefined) return block
  const projection: Layer = { type: 'conv2d', out, kernel: 1, bias: false, name: `shortcut${number}` }
  return [{ type: 'residual', body: block, shortcut: before === out ? [] : [projection] }]
}

function finishBlock(options: PresetOptions, number: number): Layer[] {
  const norm: Layer[] = options.batchNorm ? [{ type: 'batchnorm', name: `bn${number}` }] : []
  return [...norm, { type: options.activation }]
}

function createDropout(rate: number): Layer[] {
  return rate === 0 ? [] : [{ type: 'dropout', rate }]
}
