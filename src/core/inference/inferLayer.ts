import type { BatchNormLayer, Layer, LinearLayer, ResidualLayer } from '../networks/architecture.ts'
import { formatShape, isWithin, type LayerPlace, readSetting, readWhole } from '../networks/layerSettings.ts'
import { LIMITS, type TensorSlot } from '../networks/network.ts'
import { ShapeError } from '../networks/shapeError.ts'
import { imageWanted, inferConv2d, inferPool, readImage } from './inferSpatial.ts'
import { draftWeights, type LayerInference, readBias, type TensorDraft } from './layerInference.ts'

/** A layer that is not residual. */
export type PlainLayer = Exclude<Layer, ResidualLayer>

/**
 * Output shape, tensors and work of one layer.
 *
 * @throws ShapeError for a shape or a setting that the layer cannot take, and for a type that does not exist
 */
export function inferLayer(layer: PlainLayer, inShape: readonly number[], place: LayerPlace): LayerInference {
  switch (layer.type) {
    case 'linear':
      return inferLinear(layer, inShape, place)
    case 'conv2d':
      return inferConv2d(layer, inShape, place)
    case 'batchnorm':
      return inferBatchNorm(layer, inShape, place)
    case 'maxpool':
    case 'avgpool':
      return inferPool(layer, inShape, place)
    case 'globalavgpool':
      return { outShape: [readImage(inShape, place).channels] }
    case 'flatten':
      return { outShape: [inShape.reduce((size, side) => size * side, 1)] }
    case 'relu':
    case 'tanh':
    case 'sigmoid':
    case 'silu':
    case 'leakyrelu':
    case 'gelu':
    case 'dropout':
      checkSettings(layer, place)
      return { outShape: inShape }
    default:
      throw new ShapeError(place, 'an unknown type', `one of ${knownTypes.join(', ')}`)
  }
}

const knownTypes: readonly Layer['type'][] = [
  'linear',
  'conv2d',
  'batchnorm',
  'relu',
  'leakyrelu',
  'tanh',
  'sigmoid',
  'gelu',
  'silu',
  'maxpool',
  'avgpool',
  'globalavgpool',
  'flatten',
  'dropout',
  'residual',
]

function inferLinear(layer: LinearLayer, inShape: readonly number[], place: LayerPlace): LayerInference {
  const [features] = inShape
  if (features === undefined || inShape.length !== 1) {
    throw new ShapeError(
      place,
      `shape ${formatShape(inShape)}`,
      'a list of features (put a flatten before it)',
    )
  }
  const out = readWhole(place, 'out', { value: layer.out, min: 1, max: LIMITS.layerSize })
  const fans = { fanIn: features, fanOut: out }
  return {
    outShape: [out],
    parameters: draftWeights([out, features], fans, readBias(layer, place)),
    multiplyAdds: features * out,
  }
}

function inferBatchNorm(
  layer: BatchNormLayer,
  inShape: readonly number[],
  place: LayerPlace,
): LayerInference {
  const [channels] = inShape
  if (channels === undefined || (inShape.length !== 1 && inShape.length !== 3)) {
    throw new ShapeError(place, `shape ${formatShape(inShape)}`, `features or ${imageWanted}`)
  }
  readSetting(place, 'eps', {
    value: layer.eps,
    accepts: isWithin(Number.MIN_VALUE, 1),
    wanted: 'above 0, at most 1',
  })
  readSetting(place, 'momentum', {
    value: layer.momentum,
    accepts: isWithin(0, 1),
    wanted: 'a number from 0 to 1',
  })
  const draft = (suffix: string, kind: TensorSlot['kind']): TensorDraft => {
    return { suffix, kind, shape: [channels], fanIn: 0, fanOut: 0 }
  }
  return {
    outShape: inShape,
    parameters: [draft('weight', 'scale'), draft('bias', 'shift')],
    buffers: [draft('running_mean', 'mean'), draft('running_var', 'variance')],
  }
}

function checkSettings(layer: PlainLayer, place: LayerPlace): void {
  if (layer.type === 'leakyrelu') {
    readSetting(place, 'slope', { value: layer.slope, accepts: Number.isFinite, wanted: 'a finite number' })
  }
  if (layer.type === 'gelu') {
    const accepts = (value: unknown) => value === 'none' || value === 'tanh'
    readSetting(place, 'approximate', { value: layer.approximate, accepts, wanted: '"none" or "tanh"' })
  }
  if (layer.type === 'dropout') {
    // Unlike the others it has no default.
    const value = layer.rate ?? null
    const accepts = (rate: unknown) => isWithin(0, 1)(rate) && rate !== 1
    readSetting(place, 'rate', { value, accepts, wanted: 'a number from 0 to below 1' })
  }
}
