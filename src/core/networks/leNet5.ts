import type { ActivationName, Architecture, Layer } from './architecture.ts'

/**
 * LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998) as it is usually built today: 5×5 convolutions to 6 and 16 channels,
 * each followed by pooling 2×2, then linear layers of 120, 84 and `classCount`. Images of 28 pixels are padded to the
 * 32 of the paper; the paper pools by average and activates with tanh.
 */
export function createLeNet5(options: {
  readonly inputShape: readonly number[]
  readonly classCount: number
  readonly activation: ActivationName
  readonly pooling: 'maxpool' | 'avgpool'
}): Architecture {
  const { inputShape, classCount, activation, pooling } = options
  const padding = (inputShape[1] ?? 32) < 32 ? 2 : 0
  const convolve = (out: number, number: number): Layer[] => [
    { type: 'conv2d', out, kernel: 5, padding: number === 1 ? padding : 0, name: `conv${number}` },
    { type: activation },
    { type: pooling, kernel: 2, stride: 2 },
  ]
  const connect = (out: number, number: number): Layer[] => [
    { type: 'linear', out, name: `fc${number}` },
    { type: activation },
  ]
  return {
    input: inputShape,
    layers: [
      ...convolve(6, 1),
      ...convolve(16, 2),
      { type: 'flatten' },
      ...connect(120, 1),
      ...connect(84, 2),
      { type: 'linear', out: classCount, name: 'fc3' },
    ],
  }
}
