import { describe, expect, it } from 'vitest'
import type { Architecture } from '../../core/networks/architecture.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture, readPublicData } from '../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../fixtures/referenceProblem.ts'
import { hdf5Format } from '../../formats/hdf5/hdf5.ts'
import type { NamedTensor } from '../../formats/tensor.ts'
import type { KeptFile } from './keptFile.ts'
import { matchDirections } from './matchDirections.ts'

const net: Architecture = {
  input: [1, 4, 4],
  layers: [
    { type: 'conv2d', out: 2, kernel: 3, padding: 1, name: 'conv' },
    { type: 'batchnorm', name: 'bn' },
    { type: 'relu' },
    { type: 'flatten' },
    { type: 'linear', out: 2, name: 'fc' },
  ],
}

const states: readonly [name: string, shape: readonly number[]][] = [
  ['conv.weight', [2, 1, 3, 3]],
  ['conv.bias', [2]],
  ['bn.weight', [2]],
  ['bn.bias', [2]],
  ['bn.running_mean', [2]],
  ['bn.running_var', [2]],
  ['bn.num_batches_tracked', []],
  ['fc.weight', [2, 32]],
  ['fc.bias', [2]],
]

function toTensor([name, shape]: (typeof states)[number], value: number): NamedTensor {
  const size = shape.reduce((product, side) => product * side, 1)
  return { name, shape, dtype: 'f32', data: new Float32Array(size).fill(value) }
}

function fileOf(tensors: readonly NamedTensor[]): KeptFile {
  const content = { kind: 'tensors', tensors, key: '', metadata: {}, skipped: [] } as const
  return { name: 'directions.h5', bytes: 1, format: 'hdf5', content }
}

/** A file whose entries, numbered from 1, follow the given tensors. */
function directionsOf(entries: readonly (typeof states)[number][], group = 'xdirection'): NamedTensor[] {
  return entries.map((entry, i) => ({ ...toTensor(entry, i + 1), name: `${group}.${i}` }))
}

const parameters = states.filter(([name]) => !/running|num_batches/.test(name))

describe('directions', () => {
  it('of weights leave running statistics where they are', () => {
    const [x] = matchDirections({ file: 0, architecture: net }, () => fileOf(directionsOf(parameters)))
    expect(x?.weights[0]).toBe(1)
    expect(x?.weights.at(-1)).toBe(6)
    expect(x?.buffers).toEqual(new Float32Array(4))
  })

  it.each([
    ['a counter of batches', states],
    ['none', states.filter(([name]) => !name.includes('num_batches'))],
  ])('of states move running statistics, with %s', (_, entries) => {
    const [x] = matchDirections({ file: 0, architecture: net }, () => fileOf(directionsOf(entries)))
    expect(x?.buffers).toEqual(Float32Array.of(5, 5, 6, 6))
  })

  it('follow the order of the checkpoint that was opened too', () => {
    const turned = [...states.slice(7), ...states.slice(0, 7)]
    const files = [fileOf(directionsOf(turned)), fileOf(turned.map((entry) => toTensor(entry, 0)))]
    const find = (number: number) => files[number] as KeptFile
    const [x] = matchDirections({ file: 0, architecture: net, checkpoint: { file: 1 } }, find)
    const fc = planNetwork(net).parameters.find(({ name }) => name === 'fc.weight')
    expect([x?.weights[0], x?.weights[fc?.offset ?? -1]]).toEqual([3, 1])
  })

  it('of another network are refused with what differs', () => {
    const wide = directionsOf(parameters.with(4, ['fc.weight', [3, 32]]))
    const match = (tensors: readonly NamedTensor[]) => () =>
      matchDirections({ file: 0, architecture: net }, () => fileOf(tensors))
    expect(match(wide)).toThrow('directions.h5, dataset 4: it is 3×32, fc.weight is 2×32')
    expect(match(directionsOf(parameters.slice(1)))).toThrow(
      'a direction of 5 tensors, the network has 6 or 9 or 8',
    )
    const broken = directionsOf(parameters)
    broken[0]?.data.fill(Number.NaN as never)
    expect(match(broken)).toThrow('NaN is no finite number')
  })
})

it.each(['moons', 'digits_mlp', 'digits_bn'] as const)(
  'has filters of %s as long as those of its weights, and no biases',
  async (name) => {
    const golden = readFixture(name)
    const { network } = createReferenceProblem(name, name === 'moons' ? golden : readPublicData('digits'))
    const content = await hdf5Format.parse(sourceOf(fixtureBytes(`${name}_directions.h5`), 'd.h5'))
    const kept = { name: 'd.h5', bytes: 1, format: 'hdf5', content }
    const directions = matchDirections({ file: 0, architecture: network.architecture }, () => kept)
    expect(directions).toHaveLength(2)
    const weights = fixtureTensor(golden, 'end1')
    for (const direction of directions) {
      for (const { shape, offset, size } of network.parameters) {
        const width = size / (shape[0] ?? 1)
        for (let row = offset; row < offset + size; row += width) {
          const norm = (values: ArrayLike<number>) =>
            Math.hypot(...Array.from({ length: width }, (_, k) => values[row + k] ?? 0))
          const wanted = shape.length > 1 ? norm(weights) : 0
          expect(Math.abs(norm(direction.weights) - wanted)).toBeLessThan(1e-5 * (1 + wanted))
        }
      }
    }
  },
)
