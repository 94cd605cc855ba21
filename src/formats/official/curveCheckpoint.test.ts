import { describe, expect, it } from 'vitest'
import { tensorsOf } from '../../fixtures/expectTensors.ts'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import { readFixture } from '../../fixtures/readFixture.ts'
import type { NamedTensor } from '../tensor.ts'
import { torchFormat } from '../torch/torch.ts'
import { isCurveCheckpoint, readCurveCheckpoint, renameCurve } from './curveCheckpoint.ts'

const open = async (name: string) => tensorsOf(await torchFormat.parse(sourceOf(fixtureBytes(name), name)))
const flatten = (tensors: readonly NamedTensor[]) =>
  Float32Array.from(tensors.flatMap(({ data }) => [...(data as Float32Array)]))
const vector = (name: string, ...values: number[]): NamedTensor => ({
  name,
  dtype: 'f32',
  shape: [values.length],
  data: Float32Array.from(values),
})

describe('curve checkpoints', () => {
  it('of moons hold both ends and the bend, bit for bit', async () => {
    const tensors = await open('moons_bezier.pt')
    expect(isCurveCheckpoint(tensors)).toBe(true)
    const { controlPoints, buffers, controlPointCount } = readCurveCheckpoint(tensors)
    const golden = readFixture('moons').tensors
    expect(controlPointCount).toBe(3)
    expect(buffers).toEqual([])
    expect(controlPoints[0]?.map(({ name }) => name)).toEqual(
      ['fc1', 'fc2', 'fc3'].flatMap((layer) => [`${layer}.weight`, `${layer}.bias`]),
    )
    for (const [at, name] of ['end1', 'bend.bezier', 'end2'].entries())
      expect(flatten(controlPoints[at] ?? [])).toEqual(golden.get(name)?.data)
  })

  it('of a net with batch norm keep its running statistics apart', async () => {
    const { controlPoints, buffers } = readCurveCheckpoint(await open('digits_bn_chain_initial.pt'))
    const golden = readFixture('digits_bn').tensors
    for (const [at, name] of ['end1', 'bend.initial', 'end2'].entries())
      expect(flatten(controlPoints[at] ?? [])).toEqual(golden.get(name)?.data)
    expect(buffers.map(({ name }) => name)).toEqual(
      ['bn1', 'bn2'].flatMap((layer) =>
        ['running_mean', 'running_var', 'num_batches_tracked'].map((statistic) => `${layer}.${statistic}`),
      ),
    )
  })

  it('of a net in DataParallel are the same', async () => {
    const tensors = await open('digits_bn_chain_initial.pt')
    const wrapped = tensors.map((tensor) => ({ ...tensor, name: `module.${tensor.name}` }))
    expect(isCurveCheckpoint(wrapped)).toBe(true)
    expect(readCurveCheckpoint(wrapped)).toEqual(readCurveCheckpoint(tensors))
  })

  it('are told from endpoints', async () => {
    expect(isCurveCheckpoint(await open('bn_official_zip.pt'))).toBe(false)
  })

  it('may have any number of control points, named beyond nine too', () => {
    const tensors = Array.from({ length: 12 }, (_, i) => vector(`net.a.weight_${i}`, i))
    const { controlPoints, controlPointCount } = readCurveCheckpoint(tensors.toReversed())
    expect(controlPointCount).toBe(12)
    expect(controlPoints.map(([tensor]) => tensor?.data[0])).toEqual(Array.from({ length: 12 }, (_, i) => i))
  })

  it.each([
    [
      'a missing tensor',
      [vector('net.b.bias_0', 1), vector('net.b.bias_2', 1)],
      'tensor net.b.bias_1: it is missing',
    ],
    ['a missing end', [vector('net.b.bias_0', 1)], 'tensor net.b.bias_1: it is missing'],
    [
      'another shape',
      [vector('net.b.bias_0', 1), vector('net.b.bias_1', 1, 2)],
      'tensor net.b.bias_1: it is f32 2, but net.b.bias_0 is f32 1',
    ],
    ['a stranger', [vector('fc.bias', 1)], 'tensor fc.bias: it belongs neither'],
  ])('with %s are refused', (_, tensors, message) => {
    const whole = [
      vector('coeff_layer.range', 0, 1, 2),
      vector('net.a.weight_0', 1),
      vector('net.a.weight_1', 2),
    ]
    expect(() => readCurveCheckpoint([...whole, ...tensors])).toThrow(message)
  })

  it('with one control point are refused', () => {
    expect(() => readCurveCheckpoint([vector('net.a.weight_0', 1)])).toThrow('needs two at least, got 1')
  })
})

describe('names of a curve', () => {
  const curve = readCurveCheckpoint([
    vector('net.conv1.weight_0', 1, 2),
    vector('net.conv1.weight_1', 3, 4),
    vector('net.bn1.running_mean', 5),
    vector('net.bn1.num_batches_tracked', 6),
  ])

  it('become those of the network, by the order of parameters', () => {
    const base = [vector('conv_part.0.weight', 7, 8), vector('conv_part.1.running_mean', 9)]
    const { controlPoints, buffers } = renameCurve(curve, base)
    expect(controlPoints).toEqual([
      [vector('conv_part.0.weight', 1, 2)],
      [vector('conv_part.0.weight', 3, 4)],
    ])
    expect(buffers).toEqual([vector('conv_part.1.running_mean', 5)])
  })

  it.each([
    [[vector('w', 1)], 'tensor conv1.weight: it is 2, but w of the network is 1'],
    [[vector('w', 1, 2), vector('b', 1)], 'tensor b: the curve has no counterpart of it'],
    [[], 'tensor conv1.weight: the network has no counterpart of it'],
  ])('must have counterparts', (base, message) => {
    expect(() => renameCurve(curve, [...base, vector('m.running_mean', 1)])).toThrow(message)
  })
})
