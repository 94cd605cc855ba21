import { describe, expect, it } from 'vitest'
import type { Network } from '../networks/network.ts'
import { planNetwork } from '../networks/planNetwork.ts'
import { createMlp, createSmallCnn } from '../networks/presets.ts'
import type { StateTensor } from '../networks/stateTensor.ts'
import { compareStateDicts } from './compareStateDicts.ts'
import { matchTensors } from './matchTensors.ts'
import { createOfficialConvFc } from './officialConvFc.ts'
import { createOfficialPreResNet } from './officialPreResNet.ts'
import { createOfficialVgg } from './officialVgg.ts'
import type { TensorError } from './tensorError.ts'

const plain = { activation: 'relu', dropout: 0, residual: false } as const
const digitsBn = planNetwork(
  createSmallCnn({ ...plain, batchNorm: true, inputShape: [1, 8, 8], channels: [8, 16], classCount: 10 }),
)
const mlp = planNetwork(
  createMlp({ ...plain, batchNorm: false, inputShape: [64], widths: [32, 32], classCount: 10 }),
)

/** A state dict whose elements are their own place in the layout; buffers count on from 10,000. */
function countUp(network: Network): StateTensor[] {
  const count = (size: number, from: number) => Float32Array.from({ length: size }, (_, i) => from + i)
  const bare = (slots: Network['parameters'], from: number) =>
    slots.map(({ name, shape, size, offset }) => ({ name, shape, data: count(size, from + offset) }))
  return [...bare(network.parameters, 0), ...bare(network.buffers, 10_000)]
}

function failureOf(act: () => unknown): TensorError {
  try {
    act()
  } catch (error) {
    return error as TensorError
  }
  throw new Error('nothing was thrown')
}

describe('matchTensors', () => {
  const ramp = Float32Array.from({ length: digitsBn.parameterCount }, (_, i) => i)

  it('matches by name whatever the order, the wrapper and the counters', () => {
    const counter = { name: 'module.bn1.num_batches_tracked', shape: [], data: BigInt64Array.of(36n) }
    const wrapped = countUp(digitsBn).map((tensor) => ({ ...tensor, name: `module.${tensor.name}` }))
    for (const tensors of [countUp(digitsBn), [counter, ...wrapped.reverse()]]) {
      const matched = matchTensors(digitsBn, tensors)
      expect(matched).toMatchObject({ matchedBy: 'name', missing: [], unexpected: [] })
      expect(matched.weights).toEqual(ramp)
      expect(Array.from(matched.buffers.slice(0, 3))).toEqual([10_000, 10_001, 10_002])
    }
  })

  it('finds names of HDF5 groups and below a root that all share', () => {
    const spell = (change: (name: string) => string) =>
      countUp(mlp).map((tensor) => ({ ...tensor, name: change(tensor.name) }))
    expect(
      matchTensors(
        mlp,
        spell((name) => name.replace('.', '/')),
      ).matchedBy,
    ).toBe('name')
    expect(matchTensors(mlp, spell((name) => `_orig_mod.model.${name}`).reverse()).matchedBy).toBe('name')
  })

  it('matches by order where names differ but shapes agree', () => {
    const renamed = countUp(digitsBn).map((tensor) => {
      return { ...tensor, name: tensor.name.replace('conv1', 'features.0').replace('fc', 'head') }
    })
    const matched = matchTensors(digitsBn, renamed)
    expect(matched).toMatchObject({ matchedBy: 'order', missing: [], unexpected: [] })
    expect(matched.weights).toEqual(ramp)
  })

  it('starts running statistics afresh where the file has none, and rounds to float32', () => {
    const rest = countUp(digitsBn).slice(1, 10)
    const wide = { name: 'conv1.weight', shape: [8, 1, 3, 3], data: new Float64Array(72).fill(0.1) }
    const matched = matchTensors(digitsBn, [wide, ...rest])
    expect(matched.weights[0]).toBe(Math.fround(0.1))
    expect(matched.missing).toHaveLength(4)
    expect(Array.from(matched.buffers.slice(0, 16))).toEqual([...Array(8).fill(0), ...Array(8).fill(1)])
  })

  it('names the first tensor whose shape differs', () => {
    const tensors = countUp(digitsBn).map((tensor) =>
      tensor.name.startsWith('conv2') ? { ...tensor, shape: [32, 8, 3, 3] } : tensor,
    )
    const error = failureOf(() => matchTensors(digitsBn, tensors))
    expect(error.message).toBe('shape mismatch: conv2.weight is 32×8×3×3, expected 16×8×3×3')
    expect(error.tensor).toBe('conv2.weight')
  })

  it('lists what is missing and what is unexpected', () => {
    const tensors = countUp(mlp).filter(({ name }) => !name.startsWith('fc2'))
    const extra = { name: 'scale', shape: [1], data: [1] }
    const error = failureOf(() => matchTensors(mlp, [...tensors, extra]))
    expect(error.message).toBe('missing: fc2.weight, fc2.bias; unexpected: scale')
    expect(error.missing).toEqual(['fc2.weight', 'fc2.bias'])
    expect(error.unexpected).toEqual(['scale'])
    expect(matchTensors(mlp, [...countUp(mlp), extra]).unexpected).toEqual(['scale'])
  })

  it('says what stands where nothing fits', () => {
    const error = failureOf(() => matchTensors(mlp, [{ name: 'w', shape: [3, 64], data: new Array(192) }]))
    expect(error.message).toBe('shape mismatch: w is 3×64, expected 32×64 as fc1.weight')
    expect(failureOf(() => matchTensors(mlp, [])).message).toBe(
      'missing: fc1.weight, fc1.bias, fc2.weight and 3 more',
    )
  })

  it('takes the order for an answer only where every tensor has a place', () => {
    const renamed = countUp(digitsBn).map((tensor) => ({ ...tensor, name: `x.${tensor.name}` }))
    const partial = renamed.filter(({ name }) => name !== 'x.bn1.running_mean')
    const error = failureOf(() => matchTensors(digitsBn, partial))
    expect(error.message).toBe('unexpected: x.bn1.running_var, x.bn2.running_mean, x.bn2.running_var')
  })

  it('refuses elements that do not fill their shape', () => {
    const tensors = countUp(mlp).map((tensor) => ({
      ...tensor,
      data: tensor.data.length === 10 ? [1] : tensor.data,
    }))
    expect(() => matchTensors(mlp, tensors)).toThrow('fc3.bias has 1 elements, expected 10')
  })

  it('finds tensors under the names of the official curve classes', () => {
    const small = { classCount: 10, channels: [2, 3, 4], hidden: [5, 6] }
    const networks = [
      planNetwork(createOfficialConvFc(small)),
      planNetwork(createOfficialPreResNet({ depth: 8, classCount: 10 })),
    ]
    const rename = (name: string) =>
      name
        .replace(/conv_part\.(\d)/, (_, digit: string) => `conv${Number(digit) / 3 + 1}`)
        .replace(/fc_part\.(\d)/, (_, digit: string) => `fc${Number(digit) / 2 + 4}`)
        .replace('downsample.0', 'downsample')
    for (const network of networks) {
      const tensors = countUp(network).map((tensor) => ({ ...tensor, name: rename(tensor.name) }))
      expect(matchTensors(network, tensors.reverse()).matchedBy).toBe('name')
    }
  })

  it('leaves alone what the official VGG with batch norm never runs', () => {
    const options = {
      depth: 16,
      batchNorm: true,
      classCount: 10,
      widths: [1, 1, 1, 1, 1],
      hidden: [2, 2],
    } as const
    const tensors = countUp(planNetwork(createOfficialVgg(options)))
    const curve = tensors.map((tensor) => {
      const name = tensor.name.replace(
        /classifier\.([146])/,
        (_, digit: string) => `fc${{ 1: 1, 4: 2, 6: 3 }[digit]}`,
      )
      return { ...tensor, name }
    })
    const network = planNetwork(createOfficialVgg({ ...options, variant: 'code' }))
    for (const state of [tensors, curve]) {
      const matched = matchTensors(network, state)
      expect(matched.matchedBy).toBe('name')
      expect(matched.unexpected.slice(0, 2)).toEqual(['layer_blocks.0.2.weight', 'layer_blocks.0.2.bias'])
    }
  })
})

describe('compareStateDicts', () => {
  it('passes what is the same network', () => {
    const wrapped = countUp(mlp).map((tensor) => ({ ...tensor, name: `module.${tensor.name}` }))
    expect(compareStateDicts(countUp(mlp), wrapped.reverse())).toBeUndefined()
    const renamed = countUp(mlp).map((tensor, index) => ({ ...tensor, name: `layer${index}` }))
    expect(compareStateDicts(countUp(mlp), renamed)).toBeUndefined()
    const counter = { name: 'bn1.num_batches_tracked', shape: [], data: [1] }
    expect(compareStateDicts(countUp(digitsBn), [counter, ...countUp(digitsBn)])).toBeUndefined()
  })

  it('names the first difference', () => {
    const other = (widths: readonly number[]) =>
      countUp(
        planNetwork(createMlp({ ...plain, batchNorm: false, inputShape: [64], widths, classCount: 10 })),
      )
    const messageOf = (a: StateTensor[], b: StateTensor[]) => compareStateDicts(a, b)?.message
    expect(messageOf(other([32, 32]), other([32, 16]))).toBe(
      'shape mismatch: fc2.weight is 16×32, expected 32×32',
    )
    expect(messageOf(other([32, 32, 10]), other([32, 32]))).toBe('missing: fc4.weight, 10×10')
    expect(messageOf(other([32, 10]), other([32, 10, 10]))).toBe('unexpected: fc4.weight, 10×10')
  })
})
