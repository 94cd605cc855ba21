import type { SplitName } from '../../core/data/dataset.ts'
import { quantityValues } from '../../core/quantities.ts'
import type { PublishedLayer, PublishedPlane, PublishedPoint } from '../../protocol/publishedResult.ts'
import type { Comparison, PublishedResults } from '../results.ts'

/** How a layer is called in lists: `train nll`. */
export function layerName({ split, quantity }: Pick<PublishedLayer, 'split' | 'quantity'>): string {
  return `${split} ${quantity}`
}

/** The plane that is seen. */
export function selectPlane({ planes, shown }: PublishedResults): PublishedPlane | undefined {
  return planes.find(({ name }) => name === shown) ?? planes[0]
}

/** Names of all layers that the shown plane and the paths have, each once. */
export function listLayers(published: PublishedResults): string[] {
  const plane = selectPlane(published)
  const layers = [...(plane?.layers ?? []), ...published.paths.flatMap((path) => path.layers)]
  return [...new Set(layers.map(layerName))]
}

/** The layer that is seen: the chosen one, else what the study shows, else the first. */
export function selectLayerName(
  published: PublishedResults,
  view: Pick<PublishedLayer, 'split' | 'quantity'>,
): string | undefined {
  const names = listLayers(published)
  const wanted = published.layer ?? layerName(view)
  return names.includes(wanted) ? wanted : names[0]
}

/** The layer of this name. */
export function findLayer(
  { layers }: { readonly layers: readonly PublishedLayer[] },
  name: string | undefined,
): PublishedLayer | undefined {
  return layers.find((layer) => layerName(layer) === name)
}

/** The trajectory that lies in a surface: that of a projection which was opened too. */
export function selectTrajectory(
  { planes }: Pick<PublishedResults, 'planes'>,
  plane: PublishedPlane,
): readonly PublishedPoint[] {
  if (plane.source !== 'surface') return plane.source === 'projection' ? plane.path : []
  return planes.find(({ source }) => source === 'projection')?.path ?? []
}

/** What the engine found for a layer; undefined for what it does not compute so: a regulariser nobody knows, eigenvalues. */
export function recomputedValues(
  { found }: Pick<Comparison, 'found'>,
  { split, quantity }: Pick<PublishedLayer, 'split' | 'quantity'>,
): Float64Array | undefined {
  if (!found || (quantity !== 'nll' && quantity !== 'error' && quantity !== 'accuracy')) return undefined
  return quantityValues(found.values[split], quantity)
}

/** How far computed values are from those of a file. */
export interface LayerDistance {
  readonly split: SplitName
  readonly quantity: PublishedLayer['quantity']
  /** Largest difference, where it is, and both values there. */
  readonly largest: number
  readonly index: number
  readonly file: number
  readonly found: number
  /** Points that both have as finite numbers. */
  readonly compared: number
  /** Points at which one of them alone is finite. */
  readonly odd: number
}

/** Whether a loss is farther from its file than float32 rounds, the largest steps of other kernels included. */
export function isTooFar({ quantity, largest, file }: LayerDistance): boolean {
  return quantity === 'nll' && largest > 1e-4 * (1 + Math.abs(file))
}

/** Compares a layer with what the engine found; undefined where there is nothing to compare. */
export function measureDistance(layer: PublishedLayer, found: Float64Array): LayerDistance | undefined {
  const { split, quantity, values, known } = layer
  let best = { largest: -1, index: -1, file: Number.NaN, found: Number.NaN }
  let [compared, odd] = [0, 0]
  for (let index = 0; index < values.length; index++) {
    if (known?.[index] === 0) continue
    const [a, b] = [values[index] as number, found[index] as number]
    const difference = Math.abs(a - b)
    if (Number.isFinite(difference)) {
      compared++
      if (difference > best.largest) best = { largest: difference, index, file: a, found: b }
    } else if (Number.isFinite(a) !== Number.isFinite(b)) odd++
  }
  return compared + odd > 0 ? { split, quantity, ...best, compared, odd } : undefined
}
