import type { CurveKind } from '../../core/curves/curve.ts'
import type { NamedTensor } from '../tensor.ts'

/**
 * Names the tensors of a curve as `CurveNet` of curves.py in timgaripov/dnn-mode-connectivity does, the counterpart of
 * `readCurveCheckpoint`: `net.<layer>.weight_i` for control point i, running statistics once, and the constants that tell
 * the families apart.
 */
export function nameCurve(
  kind: CurveKind,
  controlPoints: readonly (readonly NamedTensor[])[],
  buffers: readonly NamedTensor[],
): NamedTensor[] {
  const [first = []] = controlPoints
  return [
    ...coefficients(kind, controlPoints.length),
    ...first.flatMap((_, at) =>
      controlPoints.flatMap((point, i) => {
        const tensor = point[at]
        return tensor ? [{ ...tensor, name: `net.${tensor.name}_${i}` }] : []
      }),
    ),
    ...buffers.map((tensor) => ({ ...tensor, name: `net.${tensor.name}` })),
  ]
}

function coefficients(kind: CurveKind, count: number): NamedTensor[] {
  const range = Float32Array.from({ length: count }, (_, i) => i)
  if (kind === 'chain') return [vector('range', range)]
  const binomials = new Float32Array(count)
  let binomial = 1
  for (let i = 0; i < count; i++) {
    binomials[i] = binomial
    binomial = (binomial * (count - 1 - i)) / (i + 1)
  }
  return [vector('binom', binomials), vector('range', range), vector('rev_range', range.toReversed())]
}

function vector(name: string, data: Float32Array): NamedTensor {
  return { name: `coeff_layer.${name}`, shape: [data.length], dtype: 'f32', data }
}
