import type { Architecture, Layer } from '../networks/architecture.ts'

/** Sizes of a ConvFC; the official code has channels 32, 64, 128 and 1000 hidden units twice, on 3 × 32 × 32. */
export interface ConvFcOptions {
  readonly inputShape?: readonly number[]
  readonly classCount: number
  readonly channels?: readonly number[]
  readonly hidden?: readonly number[]
}

/**
 * The paper's 3conv3fc with the tensor names of the official `models/convfc.py`: 5×5 convolutions with padding 2, each
 * followed by ReLU and max-pooling 3×3 with stride 2, then linear layers.
 */
export function createOfficialConvFc(options: ConvFcOptions): Architecture {
  const { inputShape = [3, 32, 32], classCount, channels = [32, 64, 128], hidden = [1000, 1000] } = options
  const convolutions = channels.flatMap((out, index): Layer[] => [
    { type: 'conv2d', out, kernel: 5, padding: 2, name: `conv_part.${3 * index}` },
    { type: 'relu' },
    { type: 'maxpool', kernel: 3, stride: 2 },
  ])
  const linears = hidden.flatMap((out, index): Layer[] => [
    { type: 'linear', out, name: `fc_part.${2 * index}` },
    { type: 'relu' },
  ])
  const last: Layer = { type: 'linear', out: classCount, name: `fc_part.${2 * hidden.length}` }
  return { input: inputShape, layers: [...convolutions, { type: 'flatten' }, ...linears, last] }
}
