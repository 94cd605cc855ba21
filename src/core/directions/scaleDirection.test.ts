import { describe, expect, it } from 'vitest'
import { planNetwork } from '../networks/planNetwork.ts'
import { createSmallCnn } from '../networks/presets.ts'
import { createRandom } from '../random.ts'
import { scaleDirection } from './scaleDirection.ts'

const network = planNetwork(
  createSmallCnn({
    inputShape: [1, 8, 8],
    classCount: 3,
    channels: [4, 5],
    batchNorm: true,
    activation: 'relu',
    dropout: 0,
    residual: false,
  }),
)
const random = createRandom(3, 'samples')
const draw = (length: number) => Float64Array.from({ length }, random.normal)
const norm = (values: Float64Array | Float32Array) => Math.hypot(...values)

describe('a random direction', () => {
  const weights = Float32Array.from(draw(network.parameterCount))

  it('has the length of every filter, of every layer, or is left as drawn', () => {
    const drawn = draw(network.parameterCount)
    const scaled = (scaling: 'filter' | 'layer' | 'none') =>
      scaleDirection(drawn.slice(), weights, network.parameters, { scaling, ignoresBiasAndNorm: true })
    const [byFilter, byLayer, plain] = [scaled('filter'), scaled('layer'), scaled('none')]
    for (const { kind, offset, size, shape } of network.parameters) {
      const of = (vector: Float64Array | Float32Array, from = offset, length = size) =>
        vector.subarray(from, from + length)
      if (kind !== 'weight') {
        for (const vector of [byFilter, byLayer, plain]) expect(norm(of(vector))).toBe(0)
        continue
      }
      expect(norm(of(byLayer))).toBeCloseTo(norm(of(weights)), 10)
      expect(of(plain)).toEqual(of(drawn))
      const filter = size / (shape[0] ?? 1)
      for (let start = offset; start < offset + size; start += filter) {
        expect(norm(of(byFilter, start, filter))).toBeCloseTo(norm(of(weights, start, filter)), 10)
        const ratio = (byFilter[start] as number) / (drawn[start] as number)
        expect((byFilter[start + 1] as number) / (drawn[start + 1] as number)).toBeCloseTo(ratio, 10)
      }
    }
  })

  it('copies biases and batch norm where they are not left out, as the authors’ code does', () => {
    const options = { scaling: 'filter', ignoresBiasAndNorm: false } as const
    const direction = scaleDirection(draw(weights.length), weights, network.parameters, options)
    for (const { kind, offset, size } of network.parameters) {
      if (kind === 'weight') continue
      const [got, wanted] = [direction, weights].map((vector) => [...vector.subarray(offset, offset + size)])
      expect(got).toEqual(wanted)
    }
  })
})
