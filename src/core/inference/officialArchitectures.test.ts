import { describe, expect, it } from 'vitest'
import type { Architecture } from '../networks/architecture.ts'
import { createLeNet5 } from '../networks/leNet5.ts'
import { planNetwork } from '../networks/planNetwork.ts'
import { createOfficialConvFc } from './officialConvFc.ts'
import { createOfficialPreResNet } from './officialPreResNet.ts'
import { createOfficialVgg } from './officialVgg.ts'
import { createOfficialWideResNet } from './officialWideResNet.ts'

type Row = [name: string, shape: number[]]

const layoutOf = (architecture: Architecture) =>
  planNetwork(architecture).parameters.map(({ name, shape }): Row => [name, [...shape]])
const countOf = (architecture: Architecture) => planNetwork(architecture).parameterCount

// The modules as the official classes register them, which is the order of parameters().
const conv = (name: string, [out, channels, kernel]: [number, number, number], bias: boolean): Row[] => [
  [`${name}.weight`, [out, channels, kernel, kernel]],
  ...(bias ? [[`${name}.bias`, [out]] as Row] : []),
]
const pair = (name: string, ...shape: number[]): Row[] => [
  [`${name}.weight`, shape],
  [`${name}.bias`, shape.slice(0, 1)],
]

describe('createOfficialConvFc', () => {
  it('has the official tensors', () => {
    expect(layoutOf(createOfficialConvFc({ classCount: 10 }))).toEqual([
      ...conv('conv_part.0', [32, 3, 5], true),
      ...conv('conv_part.3', [64, 32, 5], true),
      ...conv('conv_part.6', [128, 64, 5], true),
      ...pair('fc_part.0', 1000, 1152),
      ...pair('fc_part.2', 1000, 1000),
      ...pair('fc_part.4', 10, 1000),
    ])
    expect(countOf(createOfficialConvFc({ classCount: 10 }))).toBe(2_422_634)
  })

  it('takes images of another size and other widths', () => {
    const options = { inputShape: [1, 28, 28], channels: [4, 8, 8], hidden: [20], classCount: 10 }
    expect(layoutOf(createOfficialConvFc(options))[6]).toEqual(['fc_part.0.weight', [20, 32]])
  })
})

describe('createOfficialVgg', () => {
  const config = {
    16: [2, 2, 3, 3, 3],
    19: [2, 2, 4, 4, 4],
  }
  const expectedRows = (depth: 16 | 19, batchNorm: boolean, classCount: number): Row[] => {
    const rows: Row[] = []
    let channels = 3
    for (const [stage, count] of config[depth].entries()) {
      const width = [64, 128, 256, 512, 512][stage] as number
      for (let index = 0; index < count; index++) {
        const position = batchNorm ? 2 * index : index
        rows.push(...conv(`layer_blocks.${stage}.${position}`, [width, channels, 3], true))
        if (batchNorm) rows.push(...pair(`layer_blocks.${stage}.${position + 1}`, width))
        channels = width
      }
    }
    rows.push(...pair('classifier.1', 512, 512), ...pair('classifier.4', 512, 512))
    return [...rows, ...pair('classifier.6', classCount, 512)]
  }

  it.each([
    [16, false, 10, 15_245_130],
    [16, true, 10, 15_253_578],
    [16, true, 100, 15_299_748],
    [19, false, 10, 20_554_826],
    [19, true, 10, 20_565_834],
  ] as const)(
    'has the official tensors at depth %d, batch norm %s, %d classes',
    (depth, batchNorm, classCount, count) => {
      const architecture = createOfficialVgg({ depth, batchNorm, classCount })
      expect(layoutOf(architecture)).toEqual(expectedRows(depth, batchNorm, classCount))
      expect(countOf(architecture)).toBe(count)
    },
  )

  it('runs convolution, batch norm, ReLU, or half of the list as the official code does', () => {
    const options = { depth: 16, batchNorm: true, classCount: 10 } as const
    const typesOf = ({ layers }: Architecture, count: number) =>
      layers.slice(0, count).map(({ type }) => type)
    const [block, pool] = [['conv2d', 'batchnorm', 'relu'], 'maxpool']
    expect(typesOf(createOfficialVgg(options), 7)).toEqual([...block, ...block, pool])
    const code = createOfficialVgg({ ...options, variant: 'code' })
    expect(typesOf(code, 5)).toEqual(['conv2d', 'relu', 'batchnorm', 'relu', pool])
    const names = layoutOf(code).map(([name]) => name)
    expect(names.filter((name) => name.startsWith('layer_blocks.2.'))).toEqual([
      'layer_blocks.2.0.weight',
      'layer_blocks.2.0.bias',
      'layer_blocks.2.1.weight',
      'layer_blocks.2.1.bias',
      'layer_blocks.2.2.weight',
      'layer_blocks.2.2.bias',
    ])
    expect(createOfficialVgg({ ...options, batchNorm: false, variant: 'code' })).toEqual(
      createOfficialVgg({ ...options, batchNorm: false }),
    )
  })

  it('drops out before all linear layers but the last', () => {
    const types = createOfficialVgg({ depth: 19, batchNorm: false, classCount: 10 }).layers.map(
      ({ type }) => type,
    )
    expect(types.slice(-8)).toEqual([
      'flatten',
      'dropout',
      'linear',
      'relu',
      'dropout',
      'linear',
      'relu',
      'linear',
    ])
  })
})

describe('createOfficialPreResNet', () => {
  const expectedRows = (blocks: number, kind: 'basic' | 'bottleneck'): Row[] => {
    const rows = conv('conv1', [16, 3, 3], false)
    const expansion = kind === 'basic' ? 1 : 4
    let channels = 16
    for (const [stage, width] of [16, 32, 64].entries()) {
      for (let block = 0; block < blocks; block++) {
        const name = `layer${stage + 1}.${block}`
        rows.push(...pair(`${name}.bn1`, channels))
        if (kind === 'basic') {
          rows.push(...conv(`${name}.conv1`, [width, channels, 3], false), ...pair(`${name}.bn2`, width))
          rows.push(...conv(`${name}.conv2`, [width, width, 3], false))
        } else {
          rows.push(...conv(`${name}.conv1`, [width, channels, 1], false), ...pair(`${name}.bn2`, width))
          rows.push(...conv(`${name}.conv2`, [width, width, 3], false), ...pair(`${name}.bn3`, width))
          rows.push(...conv(`${name}.conv3`, [4 * width, width, 1], false))
        }
        const out = width * expansion
        const strides = stage > 0 && block === 0
        if (strides || channels !== out) {
          rows.push(...conv(`${name}.downsample.0`, [out, channels, 1], false))
        }
        channels = out
      }
    }
    return [...rows, ...pair('bn', 64 * expansion), ...pair('fc', 10, 64 * expansion)]
  }

  it.each([
    [20, 3, 'basic', 272_282],
    [110, 12, 'bottleneck', 1_146_842],
    [164, 18, 'bottleneck', 1_703_258],
  ] as const)('has the official tensors at depth %d', (depth, blocks, kind, count) => {
    const architecture = createOfficialPreResNet({ depth, classCount: 10 })
    expect(layoutOf(architecture)).toEqual(expectedRows(blocks, kind))
    expect(countOf(architecture)).toBe(count)
  })

  it('halves the image twice and averages what is left', () => {
    const network = planNetwork(createOfficialPreResNet({ depth: 164, classCount: 100 }))
    expect(network.layers.at(-4)?.outShape).toEqual([256, 8, 8])
    expect(network.layers.at(-2)?.outShape).toEqual([256])
    expect(network.buffers.at(-1)?.name).toBe('bn.running_var')
  })

  it.each([0, 2, 21, 44, 111, Number.NaN, 9e9 + 2])('has no depth %d', (depth) => {
    const wanted = `depth: got ${depth}, wanted 6n + 2 below 44, 9n + 2 from 44 on`
    expect(() => createOfficialPreResNet({ depth, classCount: 10 })).toThrow(wanted)
  })
})

describe('createOfficialWideResNet', () => {
  const expectedRows = (blocks: number, factor: number): Row[] => {
    const rows = conv('conv1', [16, 3, 3], true)
    let channels = 16
    for (const [stage, base] of [16, 32, 64].entries()) {
      const out = base * factor
      for (let block = 0; block < blocks; block++) {
        const name = `layer${stage + 1}.${block}`
        rows.push(...pair(`${name}.bn1`, channels), ...conv(`${name}.conv1`, [out, channels, 3], true))
        rows.push(...pair(`${name}.bn2`, out), ...conv(`${name}.conv2`, [out, out, 3], true))
        const strides = stage > 0 && block === 0
        if (strides || channels !== out) rows.push(...conv(`${name}.shortcut.0`, [out, channels, 1], true))
        channels = out
      }
    }
    return [...rows, ...pair('bn1', 64 * factor), ...pair('linear', 10, 64 * factor)]
  }

  // Without biases the literature counts 77,850, 2,748,890 and 36,479,194.
  it.each([
    [10, 1, 78_186],
    [16, 4, 2_751_146],
    [28, 10, 36_489_290],
  ] as const)('has the official tensors at depth %d, factor %d', (depth, widenFactor, count) => {
    const architecture = createOfficialWideResNet({ depth, widenFactor, classCount: 10 })
    expect(layoutOf(architecture)).toEqual(expectedRows((depth - 4) / 6, widenFactor))
    expect(countOf(architecture)).toBe(count)
  })

  it('strides in the second convolution, drops out where asked and ends in a batch norm of momentum 0.9', () => {
    const options = { depth: 10, widenFactor: 2, classCount: 10 }
    const { layers } = createOfficialWideResNet({ ...options, dropout: 0.3 })
    const block = layers[2]
    const body = block?.type === 'residual' ? block.body : []
    expect(body.map((layer) => [layer.type, 'stride' in layer ? layer.stride : undefined])).toEqual([
      ['batchnorm', undefined],
      ['relu', undefined],
      ['conv2d', undefined],
      ['dropout', undefined],
      ['batchnorm', undefined],
      ['relu', undefined],
      ['conv2d', 2],
    ])
    expect(layers.at(-5)).toEqual({ type: 'batchnorm', momentum: 0.9, name: 'bn1' })
    expect(layoutOf(createOfficialWideResNet(options))).toEqual(expectedRows(1, 2))
  })

  it('refuses what the official code refuses', () => {
    const create = (depth: number, widenFactor: number) => () =>
      createOfficialWideResNet({ depth, widenFactor, classCount: 10 })
    expect(create(29, 10)).toThrow('depth: got 29, wanted 6n + 4, from 10 on')
    expect(create(28, 1.5)).toThrow('widenFactor: got 1.5, wanted a whole number from 1')
  })
})

describe('createLeNet5', () => {
  it('is the same network for MNIST and for the 32 pixels of the paper', () => {
    const options = { classCount: 10, activation: 'tanh', pooling: 'avgpool' } as const
    const mnist = createLeNet5({ ...options, inputShape: [1, 28, 28] })
    expect(countOf(mnist)).toBe(61_706)
    expect(layoutOf(mnist)).toEqual(layoutOf(createLeNet5({ ...options, inputShape: [1, 32, 32] })))
  })
})
