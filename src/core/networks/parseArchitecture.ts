import type { Architecture, Layer } from './architecture.ts'
import { describeValue } from './layerSettings.ts'
import { LIMITS, type Network } from './network.ts'
import { planNetwork } from './planNetwork.ts'
import { ShapeError } from './shapeError.ts'

/** Settings that each type of layer has besides its type. */
const settings: Readonly<Record<Layer['type'], readonly string[]>> = {
  linear: ['out', 'bias', 'name'],
  conv2d: ['out', 'kernel', 'stride', 'padding', 'dilation', 'groups', 'bias', 'name'],
  batchnorm: ['eps', 'momentum', 'name'],
  maxpool: ['kernel', 'stride', 'padding'],
  avgpool: ['kernel', 'stride', 'padding'],
  globalavgpool: [],
  flatten: [],
  dropout: ['rate'],
  relu: [],
  leakyrelu: ['slope'],
  tanh: [],
  sigmoid: [],
  gelu: ['approximate'],
  silu: [],
  residual: ['body', 'shortcut'],
}

/**
 * Reads an architecture from what a JSON file held and plans it. Stricter than `planNetwork` alone: a key that means
 * nothing, such as a misspelt setting, is an error too.
 *
 * @throws ShapeError that names the place, what stood there and what would do
 */
export function parseArchitecture(value: unknown): Network {
  if (!isRecord(value)) {
    throw new ShapeError({ path: 'architecture' }, describeValue(value), 'an input shape and layers')
  }
  checkKeys({ path: 'architecture' }, value, ['input', 'layers'])
  checkLayers(value.layers, '', { depth: 0, left: LIMITS.layers })
  return planNetwork(value as unknown as Architecture)
}

/** Looks at known settings only; whatever else is wrong, too deep or too long is left for `planNetwork` to name. */
function checkLayers(
  layers: unknown,
  prefix: string,
  bounds: { readonly depth: number; left: number },
): void {
  if (!Array.isArray(layers) || bounds.depth > LIMITS.depth) return
  for (const [index, layer] of layers.entries()) {
    bounds.left -= 1
    if (bounds.left < 0) return
    if (!isRecord(layer)) continue
    const type = layer.type
    if (typeof type !== 'string' || !Object.hasOwn(settings, type)) continue
    const path = `${prefix}${index}`
    checkKeys({ path, type }, layer, ['type', ...settings[type as Layer['type']]])
    for (const branch of type === 'residual' ? ['body', 'shortcut'] : []) {
      const inner = { depth: bounds.depth + 1, left: bounds.left }
      checkLayers(layer[branch], `${path}.${branch}.`, inner)
      bounds.left = inner.left
    }
  }
}

function checkKeys(
  place: { readonly path: string; readonly type?: string },
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
): void {
  const stray = Object.keys(value).find((key) => !known.includes(key))
  if (stray !== undefined) {
    throw new ShapeError(place, `an unknown key ${describeValue(stray)}`, `only ${known.join(', ')}`)
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
