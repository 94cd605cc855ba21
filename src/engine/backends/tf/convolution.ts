import * as tf from '@tensorflow/tfjs-core'
import type { Conv2dLayer } from '../../../core/networks/architecture.ts'

/**
 * PyTorch's conv2d on NHWC activations with weights `[out, in / groups, kh, kw]`.
 * Groups run one after another on their channels: tfjs has no grouped convolution.
 */
export function convolve(
  layer: Conv2dLayer,
  x: tf.Tensor4D,
  options: { readonly weight: tf.Tensor4D; readonly bias?: tf.Tensor1D },
): tf.Tensor4D {
  const groups = layer.groups ?? 1
  const filter = dilate(tf.transpose(options.weight, [2, 3, 1, 0]), layer.dilation ?? 1)
  const slide = (channels: tf.Tensor4D, taps: tf.Tensor4D): tf.Tensor4D =>
    tf.conv2d(channels, taps, layer.stride ?? 1, layer.padding ?? 0, 'NHWC', 1, 'floor')
  const y = groups === 1 ? slide(x, filter) : slideGroups(x, filter, { groups, slide })
  return options.bias ? tf.add(y, options.bias) : y
}

function slideGroups(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  options: { readonly groups: number; readonly slide: (x: tf.Tensor4D, taps: tf.Tensor4D) => tf.Tensor4D },
): tf.Tensor4D {
  const inputs = tf.split(x, options.groups, 3)
  const filters = tf.split(filter, options.groups, 3)
  return tf.concat(
    inputs.map((input, group) => options.slide(input as tf.Tensor4D, filters[group] as tf.Tensor4D)),
    3,
  )
}

/** Puts `dilation − 1` zeros between the taps of `[kh, kw, in, out]`: tfjs cannot differentiate a dilated convolution. */
function dilate(filter: tf.Tensor4D, dilation: number): tf.Tensor4D {
  if (dilation === 1) return filter
  const [rows, columns, channelsIn, channelsOut] = filter.shape
  const channels = channelsIn * channelsOut
  // Twice in rank 3: tfjs's WebGPU kernel for padding does not compile beyond rank 4.
  const spreadAxis = (x: tf.Tensor, taps: number, size: number) =>
    tf.pad(tf.reshape(x, [taps, 1, size]), [
      [0, 0],
      [0, dilation - 1],
      [0, 0],
    ])
  const spreadRows = spreadAxis(filter, rows, columns * channels)
  const spread = tf.reshape(spreadAxis(spreadRows, rows * dilation * columns, channels), [
    rows * dilation,
    columns * dilation,
    channels,
  ])
  const span = (taps: number) => dilation * (taps - 1) + 1
  const trimmed = tf.slice(spread, [0, 0, 0], [span(rows), span(columns), channels])
  return tf.reshape(trimmed, [span(rows), span(columns), channelsIn, channelsOut])
}
