import type { Network, PlannedLayer, TensorSlot } from '../networks/network.ts'

/** Stretches of a network's flat weights that are scaled alike: all weights by s, the biases of depth i by sⁱ. */
export interface CheatingPart {
  readonly power: number
  /** Start and end of each stretch, in elements. */
  readonly ranges: readonly (readonly [start: number, end: number])[]
}

/** How a network is shrunk towards the origin so that its labels stay, or why that is not possible. */
export type CheatingPath =
  | { readonly possible: true; readonly parts: readonly CheatingPart[] }
  | { readonly possible: false; readonly reason: string }

/** Layers f with f(s·x) = s·f(x) for s > 0. */
const homogeneous: ReadonlySet<string> = new Set([
  'relu',
  'leakyrelu',
  'maxpool',
  'avgpool',
  'globalavgpool',
  'flatten',
  'dropout',
])

/**
 * The parts in which a network is scaled by s > 0 without changing a label (paper, supplement on trivial paths): with Wᵢ·s and
 * bᵢ·sⁱ the values after layer i are sⁱ times what they were. It takes a plain sequence of linear layers and convolutions
 * with positively homogeneous layers between them.
 */
export function deriveCheatingPath({ layers }: Network): CheatingPath {
  const weights: TensorSlot[] = []
  const biases: CheatingPart[] = []
  let depth = 0
  for (const planned of layers) {
    const { type } = planned.layer
    if (type === 'linear' || type === 'conv2d') {
      depth++
      const [weight, bias] = planned.parameters
      if (weight) weights.push(weight)
      if (bias) biases.push({ power: depth, ranges: [rangeOf(bias)] })
    } else if (!homogeneous.has(type)) return { possible: false, reason: refuse(planned) }
  }
  return { possible: true, parts: [{ power: 1, ranges: weights.map(rangeOf) }, ...biases] }
}

function rangeOf({ offset, size }: TensorSlot): readonly [number, number] {
  return [offset, offset + size]
}

function refuse({ path, layer }: PlannedLayer): string {
  const what = `layer ${path} (${layer.type})`
  if (layer.type === 'batchnorm') return `${what} undoes every scaling of the weights before it`
  if (layer.type === 'residual') return `${what} adds streams that scaling shrinks unequally`
  return `${what} does not scale with its input`
}

/**
 * Coefficients of the path's point t over the parts of w₁, then those of w₂: from w₁ (t = 0) to the origin (t = ½, where labels mean
 * nothing) and out to w₂ (t = 1).
 */
export function cheatingCoefficients(parts: readonly CheatingPart[], t: number): number[] {
  const row = (scale: number) => parts.map(({ power }) => Math.max(0, scale) ** power)
  return [...row(1 - 2 * t), ...row(2 * t - 1)]
}
