import type { Conv2dLayer, PoolLayer } from '../networks/architecture.ts'
import { formatShape, type LayerPlace, readWhole } from '../networks/layerSettings.ts'
import { LIMITS } from '../networks/network.ts'
import { ShapeError } from '../networks/shapeError.ts'
import { countPositions, countValidTaps, type SlidingWindow, windowSpan } from '../networks/slideWindow.ts'
import { draftWeights, type LayerInference, readBias } from './layerInference.ts'

/** What layers over images want, for errors. */
export const imageWanted = 'channels × height × width'

/**
 * Output, tensors and work of a convolution.
 *
 * @throws ShapeError
 */
export function inferConv2d(
  layer: Conv2dLayer,
  inShape: readonly number[],
  place: LayerPlace,
): LayerInference {
  const { channels, height, width } = readImage(inShape, place)
  const out = readWhole(place, 'out', { value: layer.out, min: 1, max: LIMITS.layerSize })
  const window = readWindow(layer, { stride: 1 }, place)
  const groups = readWhole(place, 'groups', { value: layer.groups ?? 1, min: 1, max: LIMITS.layerSize })
  if (channels % groups !== 0 || out % groups !== 0) {
    const got = `groups ${groups} for ${channels} channels in and ${out} out`
    throw new ShapeError(place, got, 'a number that divides both')
  }
  const { kernel } = window
  const taps = (channels / groups) * kernel * kernel
  const fans = { fanIn: taps, fanOut: (out / groups) * kernel * kernel }
  return {
    outShape: [out, ...slideOver(height, width, { window, place })],
    parameters: draftWeights([out, channels / groups, kernel, kernel], fans, readBias(layer, place)),
    multiplyAdds: out * (channels / groups) * countValidTaps(height, window) * countValidTaps(width, window),
  }
}

/**
 * Output of a pooling layer, PyTorch's floor mode.
 *
 * @throws ShapeError
 */
export function inferPool(layer: PoolLayer, inShape: readonly number[], place: LayerPlace): LayerInference {
  const { channels, height, width } = readImage(inShape, place)
  const window = readWindow(layer, { stride: layer.kernel }, place)
  if (2 * window.padding > window.kernel) {
    const got = `padding ${window.padding} with kernel ${window.kernel}`
    throw new ShapeError(place, got, 'at most half the kernel, so that no window lies on padding alone')
  }
  return { outShape: [channels, ...slideOver(height, width, { window, place })] }
}

/**
 * Reads `[channels, height, width]`.
 *
 * @throws ShapeError for any other rank
 */
export function readImage(
  shape: readonly number[],
  place: LayerPlace,
): { channels: number; height: number; width: number } {
  const [channels, height, width] = shape
  if (channels === undefined || height === undefined || width === undefined || shape.length !== 3) {
    throw new ShapeError(place, `shape ${formatShape(shape)}`, imageWanted)
  }
  return { channels, height, width }
}

function readWindow(
  layer: Partial<SlidingWindow> & { readonly kernel: number },
  defaults: { readonly stride: number },
  place: LayerPlace,
): SlidingWindow {
  const max = LIMITS.side
  return {
    kernel: readWhole(place, 'kernel', { value: layer.kernel, min: 1, max }),
    stride: readWhole(place, 'stride', { value: layer.stride ?? defaults.stride, min: 1, max }),
    padding: readWhole(place, 'padding', { value: layer.padding ?? 0, min: 0, max }),
    dilation: readWhole(place, 'dilation', { value: layer.dilation ?? 1, min: 1, max }),
  }
}

function slideOver(
  height: number,
  width: number,
  options: { readonly window: SlidingWindow; readonly place: LayerPlace },
): [number, number] {
  const { window, place } = options
  const positions: [number, number] = [countPositions(height, window), countPositions(width, window)]
  if (Math.min(...positions) < 1) {
    const padded = `${height + 2 * window.padding} × ${width + 2 * window.padding} pixels with padding`
    const span = windowSpan(window)
    throw new ShapeError(place, padded, `at least the ${span} × ${span} that the kernel spans`)
  }
  return positions
}
