import type { Architecture, Layer } from '../networks/architecture.ts'

/** What the official VGGs with batch norm can be taken for; see `createVgg`. */
export type VggVariant = 'paper' | 'code'

/** Sizes of a VGG: output channels of each convolution, stage by stage, and the width of the two hidden layers. */
export interface VggOptions {
  readonly inputShape?: readonly number[]
  readonly classCount: number
  readonly stages: readonly (readonly number[])[]
  readonly hidden?: readonly number[]
  readonly batchNorm: boolean
  readonly variant?: VggVariant
}

/**
 * VGG16 and VGG19 of the official `models/vgg.py` with its tensor names, for 3 × 32 × 32 inputs. `widths` are the
 * channels of the five stages, 64, 128, 256, 512 and 512 in the official code.
 */
export function createOfficialVgg(
  options: Omit<VggOptions, 'stages'> & { readonly depth: 16 | 19; readonly widths?: readonly number[] },
): Architecture {
  const { depth, widths = [64, 128, 256, 512, 512], ...rest } = options
  const deep = depth === 16 ? 3 : 4
  const stages = widths.map((width, stage) => new Array<number>(stage < 2 ? 2 : deep).fill(width))
  return createVgg({ ...rest, stages })
}

/**
 * A VGG of any widths: 3×3 convolutions with padding 1, max-pooling 2×2 after each stage, then linear layers with
 * dropout 0.5 before all but the last.
 *
 * With batch norm there are two networks under the same names. `paper` (default) is the one that was meant: every
 * convolution, then its batch norm, then ReLU. `code` is what the official forward pass runs: it pairs a stage's list
 * of 2n convolutions and batch norms with its n activations and stops at the shorter list, so that only the first half
 * of the list is run, each followed by ReLU. The rest of the tensors stand in its checkpoints but have no part in the
 * output; this architecture leaves them out.
 */
export function createVgg(options: VggOptions): Architecture {
  const { inputShape = [3, 32, 32], classCount, stages, hidden = [512, 512] } = options
  const features = stages.flatMap((widths, stage): Layer[] => [
    ...createStage(widths, `layer_blocks.${stage}`, options),
    { type: 'maxpool', kernel: 2, stride: 2 },
  ])
  const classifier = hidden.flatMap((out, index): Layer[] => [
    { type: 'dropout', rate: 0.5 },
    { type: 'linear', out, name: `classifier.${3 * index + 1}` },
    { type: 'relu' },
  ])
  const last: Layer = { type: 'linear', out: classCount, name: `classifier.${3 * hidden.length}` }
  return { input: inputShape, layers: [...features, { type: 'flatten' }, ...classifier, last] }
}

function createStage(widths: readonly number[], prefix: string, options: VggOptions): Layer[] {
  const list = widths.flatMap((out, index): Layer[] => {
    const conv = (position: number): Layer => {
      return { type: 'conv2d', out, kernel: 3, padding: 1, name: `${prefix}.${position}` }
    }
    if (!options.batchNorm) return [conv(index)]
    return [conv(2 * index), { type: 'batchnorm', name: `${prefix}.${2 * index + 1}` }]
  })
  const run = options.variant === 'code' ? list.slice(0, widths.length) : list
  const activatesAll = options.variant === 'code' || !options.batchNorm
  return run.flatMap((layer): Layer[] => {
    return activatesAll || layer.type === 'batchnorm' ? [layer, { type: 'relu' }] : [layer]
  })
}
