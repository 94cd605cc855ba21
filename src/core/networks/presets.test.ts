import { describe, expect, it } from 'vitest'
import { planNetwork } from './planNetwork.ts'
import { createMlp, createSmallCnn } from './presets.ts'

const plain = { activation: 'relu', batchNorm: false, dropout: 0, residual: false } as const
const rich = { activation: 'gelu', batchNorm: true, dropout: 0.1, residual: true } as const

describe('createMlp', () => {
  it('makes the reference networks', () => {
    const digits = planNetwork(
      createMlp({ ...plain, inputShape: [1, 8, 8], widths: [32, 32], classCount: 10 }),
    )
    expect(digits.parameterCount).toBe(3466)
    expect(digits.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ['fc1.weight', [32, 64]],
      ['fc1.bias', [32]],
      ['fc2.weight', [32, 32]],
      ['fc2.bias', [32]],
      ['fc3.weight', [10, 32]],
      ['fc3.bias', [10]],
    ])
    const moons = planNetwork(createMlp({ ...plain, inputShape: [2], widths: [16, 16], classCount: 2 }))
    expect(moons.parameterCount).toBe(354)
  })

  it('is a linear classifier without widths', () => {
    expect(createMlp({ ...plain, inputShape: [2], widths: [], classCount: 3 }).layers).toEqual([
      { type: 'linear', out: 3, name: 'fc1' },
    ])
  })

  it('plans with everything switched on', () => {
    const network = planNetwork(createMlp({ ...rich, inputShape: [2], widths: [16, 16, 8], classCount: 3 }))
    const types = network.layers.map(({ layer }) => layer.type)
    expect(types).toEqual(['linear', 'batchnorm', 'gelu', 'dropout', 'residual', 'residual', 'linear'])
    expect(network.layers[4]?.shortcut).toEqual([])
    expect(network.layers[5]?.shortcut?.[0]?.parameters.map((slot) => slot.name)).toEqual([
      'shortcut3.weight',
    ])
  })
})

describe('createSmallCnn', () => {
  it('makes the reference network digits_bn', () => {
    const options = { ...plain, batchNorm: true, inputShape: [1, 8, 8], channels: [8, 16], classCount: 10 }
    const network = planNetwork(createSmallCnn(options))
    expect(network.parameterCount).toBe(3866)
    expect(network.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ['conv1.weight', [8, 1, 3, 3]],
      ['conv1.bias', [8]],
      ['bn1.weight', [8]],
      ['bn1.bias', [8]],
      ['conv2.weight', [16, 8, 3, 3]],
      ['conv2.bias', [16]],
      ['bn2.weight', [16]],
      ['bn2.bias', [16]],
      ['fc.weight', [10, 256]],
      ['fc.bias', [10]],
    ])
    expect(network.buffers.map((slot) => slot.name)).toEqual([
      'bn1.running_mean',
      'bn1.running_var',
      'bn2.running_mean',
      'bn2.running_var',
    ])
  })

  it('pools after every pair, as long as there is something to pool', () => {
    const options = { ...plain, inputShape: [1, 4, 4], channels: [2, 2, 2, 2, 2, 2], classCount: 2 }
    const network = planNetwork(createSmallCnn(options))
    expect(network.layers.filter(({ layer }) => layer.type === 'maxpool')).toHaveLength(2)
    expect(network.layers.at(-2)?.outShape).toEqual([2])
  })

  it('plans with everything switched on', () => {
    const options = { ...rich, inputShape: [3, 8, 8], channels: [4, 6, 6], classCount: 2 }
    const network = planNetwork(createSmallCnn(options))
    expect(network.parameters.map((slot) => slot.name)).toContain('shortcut2.weight')
    expect(network.layers.at(-2)?.layer.type).toBe('dropout')
  })

  it('explains that it needs images', () => {
    const options = { ...plain, inputShape: [2], channels: [8, 16], classCount: 2 }
    expect(() => createSmallCnn(options)).toThrow('input: got shape 2, wanted channels × height × width')
  })
})
