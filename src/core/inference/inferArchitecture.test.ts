import { describe, expect, it } from 'vitest'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture } from '../../fixtures/readFixture.ts'
import type { Architecture } from '../networks/architecture.ts'
import { createLeNet5 } from '../networks/leNet5.ts'
import type { Network } from '../networks/network.ts'
import { planNetwork } from '../networks/planNetwork.ts'
import { createMlp, createSmallCnn } from '../networks/presets.ts'
import { ShapeError } from '../networks/shapeError.ts'
import type { TensorShape } from '../networks/stateTensor.ts'
import { createRandom } from '../random.ts'
import { type AnsweredArchitecture, answerQuestions, inferArchitecture } from './inferArchitecture.ts'
import { matchTensors } from './matchTensors.ts'
import { createOfficialConvFc } from './officialConvFc.ts'
import { createOfficialPreResNet } from './officialPreResNet.ts'
import { createOfficialVgg } from './officialVgg.ts'
import { createOfficialWideResNet } from './officialWideResNet.ts'

const plain = { activation: 'relu', batchNorm: false, dropout: 0, residual: false } as const

/** Names and shapes as PyTorch's state_dict lists them: buffers after the parameters of their layer. */
function stateOf(architecture: Architecture): TensorShape[] {
  const { parameters, buffers } = planNetwork(architecture)
  const prefix = (name: string) => name.slice(0, name.lastIndexOf('.'))
  return parameters.flatMap(({ name, shape }, index) => {
    const isLast = prefix(parameters[index + 1]?.name ?? '') !== prefix(name)
    const own = isLast ? buffers.filter((buffer) => prefix(buffer.name) === prefix(name)) : []
    const counter = own.length > 0 ? [{ name: `${prefix(name)}.num_batches_tracked`, shape: [] }] : []
    return [{ name, shape }, ...own.map((buffer) => ({ name: buffer.name, shape: buffer.shape })), ...counter]
  })
}

function tensor(name: string, ...shape: number[]): TensorShape {
  return { name, shape }
}

/** Weight and bias of a layer. */
function layer(name: string, ...shape: number[]): TensorShape[] {
  return [tensor(`${name}.weight`, ...shape), tensor(`${name}.bias`, ...shape.slice(0, 1))]
}

function networkOf(answered: AnsweredArchitecture): Network {
  if ('network' in answered) return answered.network
  throw new Error(answered.problem)
}

const inferNetwork = (tensors: readonly TensorShape[], inputShape?: readonly number[]) =>
  networkOf(answerQuestions(inferArchitecture(tensors, inputShape ? { inputShape } : {})))

const digitsBn = createSmallCnn({
  ...plain,
  batchNorm: true,
  inputShape: [1, 8, 8],
  channels: [8, 16],
  classCount: 10,
})
const digitsMlp = createMlp({ ...plain, inputShape: [1, 8, 8], widths: [32, 32], classCount: 10 })

describe('inferArchitecture of the reference networks', () => {
  it('finds moons and digits_mlp', () => {
    const moons = createMlp({ ...plain, inputShape: [2], widths: [16, 16], classCount: 2 })
    expect(inferNetwork(stateOf(moons)).architecture).toEqual(moons)
    expect(inferNetwork(stateOf(digitsMlp), [1, 8, 8]).architecture).toEqual(digitsMlp)
    const inference = inferArchitecture(stateOf(digitsMlp))
    expect(inference.questions.map(({ id }) => id)).toEqual(['activation'])
    expect(networkOf(answerQuestions(inference)).architecture.input).toEqual([64])
  })

  it.each([[[1, 8, 8]], [undefined]])('finds digits_bn on images of shape %s', (inputShape) => {
    const { architecture, ...found } = inferNetwork(stateOf(digitsBn), inputShape)
    const { architecture: _, ...expected } = planNetwork(digitsBn)
    expect(found.parameters).toEqual(expected.parameters)
    expect(found.layers.map(({ outShape }) => outShape)).toEqual(
      expected.layers.map(({ outShape }) => outShape),
    )
    expect(architecture.layers.map(({ type }) => type)).toEqual(digitsBn.layers.map(({ type }) => type))
  })

  it('sees a pooling of 3/2 in mnist_conv', () => {
    const tensors = [
      ...layer('conv1', 8, 1, 5, 5),
      ...layer('conv2', 16, 8, 5, 5),
      ...layer('fc1', 32, 576),
      ...layer('fc2', 10, 32),
    ]
    const network = inferNetwork(tensors, [1, 28, 28])
    expect(network.parameterCount).toBe(22_218)
    expect(
      network.layers.filter(({ layer: { type } }) => type === 'maxpool').map(({ outShape }) => outShape),
    ).toEqual([
      [8, 13, 13],
      [16, 6, 6],
    ])
  })

  it('finds them through wrappers, HDF5 paths and the alphabet', () => {
    const wrapped = stateOf(digitsBn).map(({ name, shape }) => tensor(`module.${name}`, ...shape))
    expect(inferNetwork(wrapped).parameters).toEqual(planNetwork(digitsBn).parameters)
    const sorted = stateOf(digitsBn)
      .filter(({ name }) => !name.endsWith('tracked'))
      .map(({ name, shape }) => tensor(name.replace('.', '/'), ...shape))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    expect(sorted[0]?.name).toBe('bn1/bias')
    expect(inferNetwork(sorted).parameters).toEqual(planNetwork(digitsBn).parameters)
  })
})

describe('the reference checkpoints', () => {
  const networks = {
    moons: createMlp({ ...plain, inputShape: [2], widths: [16, 16], classCount: 2 }),
    digits_mlp: digitsMlp,
    digits_bn: digitsBn,
  }

  it.each(Object.entries(networks))('%s comes out of its state dict bit for bit', (name, { input }) => {
    const fixture = readFixture(name as keyof typeof networks)
    const weights = Float32Array.from(fixtureTensor(fixture, 'end1'))
    const buffers = Float32Array.from(name === 'digits_bn' ? fixtureTensor(fixture, 'end1.buffers') : [])
    const planned = planNetwork(networks[name as keyof typeof networks])
    const cut = (flat: Float32Array, slots: Network['parameters']) =>
      slots.map((slot) => ({ ...slot, data: flat.slice(slot.offset, slot.offset + slot.size) }))
    const tensors = [...cut(buffers, planned.buffers), ...cut(weights, planned.parameters).reverse()]
    const matched = matchTensors(inferNetwork(tensors, input), tensors)
    expect(matched).toMatchObject({ matchedBy: 'name', missing: [], unexpected: [] })
    expect(matched.weights).toEqual(weights)
    expect(matched.buffers).toEqual(buffers)
  })
})

describe('inferArchitecture of chains', () => {
  it('takes the numbers of names before the alphabet', () => {
    const deep = createMlp({ ...plain, inputShape: [32], widths: Array(10).fill(32), classCount: 2 })
    const sorted = stateOf(deep).sort((a, b) => (a.name < b.name ? -1 : 1))
    expect(sorted[2]?.name).toBe('fc10.bias')
    expect(inferNetwork(sorted).parameters).toEqual(planNetwork(deep).parameters)
  })

  it.each([
    [[1, 28, 28], 2],
    [[3, 32, 32], 0],
  ])('recognises LeNet-5 on %s with padding %d', (inputShape, padding) => {
    const options = { classCount: 10, activation: 'relu', pooling: 'maxpool' } as const
    const leNet = createLeNet5({ ...options, inputShape })
    const inference = inferArchitecture(stateOf(leNet), { inputShape })
    expect(inference.family).toBe('LeNet-5')
    expect(inference.questions.find(({ id }) => id === 'padding:conv1')?.guess).toBe(padding)
    expect(networkOf(answerQuestions(inference)).layers.map(({ outShape }) => outShape)).toEqual(
      planNetwork(leNet).layers.map(({ outShape }) => outShape),
    )
  })

  it('reads room for a pooling from the positions in a Sequential', () => {
    const tensors = [
      ...layer('features.0', 64, 3, 3, 3),
      ...layer('features.2', 64, 64, 3, 3),
      ...layer('features.5', 128, 64, 3, 3),
      ...layer('classifier.0', 10, 128 * 8 * 8),
    ]
    const { layers } = inferNetwork(tensors)
    expect(layers.map(({ layer: { type } }) => type)).toEqual([
      ...['conv2d', 'relu', 'conv2d', 'relu', 'maxpool', 'conv2d', 'relu', 'maxpool'],
      ...['flatten', 'linear'],
    ])
  })

  it('pools globally where channels alone reach the linear layer', () => {
    const tensors = [...layer('a.0', 16, 3, 3, 3), ...layer('a.1', 32, 16, 3, 3), ...layer('head', 10, 32)]
    expect(inferNetwork(tensors, [3, 32, 32]).layers.at(-2)?.layer.type).toBe('globalavgpool')
    const without = [...layer('a.0', 16, 3, 3, 3), ...layer('a.1', 10, 16, 1, 1)]
    expect(inferNetwork(without, [3, 8, 8]).layers.at(-1)?.layer.type).toBe('globalavgpool')
  })

  it('sees groups, missing biases and batch norms of linear layers', () => {
    const norm = (name: string, size: number) =>
      ['weight', 'bias', 'running_mean', 'running_var'].map((part) => tensor(`${name}.${part}`, size))
    const tensors = [
      ...norm('norm0', 3),
      tensor('conv1.weight', 8, 3, 1, 1),
      tensor('conv2.weight', 8, 1, 3, 3),
      ...layer('fc1', 20, 8 * 8 * 8),
      ...norm('bn1', 20),
      ...layer('fc2', 2, 20),
    ]
    const { architecture } = inferNetwork(tensors, [3, 8, 8])
    expect(architecture.layers.map(({ type }) => type)).toEqual([
      ...['batchnorm', 'conv2d', 'relu', 'conv2d', 'relu', 'flatten'],
      ...['linear', 'batchnorm', 'relu', 'linear'],
    ])
    expect(architecture.layers[3]).toMatchObject({ groups: 8, bias: false, padding: 1 })
  })

  it('takes bare arrays in order', () => {
    const bare = [tensor('arr_0', 4, 2), tensor('arr_1', 4), tensor('arr_2', 3, 4)]
    expect(inferNetwork(bare).parameters.map(({ shape }) => shape)).toEqual([[4, 2], [4], [3, 4]])
  })

  it.each([
    [
      [tensor('cell.weight_ih', 4, 2), ...layer('fc', 2, 4)],
      'tensor cell.weight_ih: got 4×2, wanted weight, bias',
    ],
    [[tensor('pos', 1, 4, 2)], 'tensor pos: got 1×4×2'],
    [layer('conv', 4, 3, 3, 1), 'tensor conv.weight: got 4×3×3×1'],
    [
      [...layer('fc1', 4, 2), ...layer('norm', 4), ...layer('fc2', 2, 4)],
      'tensor norm.weight: got 4, wanted',
    ],
    [
      [...layer('conv1', 8, 3, 3, 3), ...layer('conv2', 8, 5, 3, 3)],
      'layer conv2 (conv2d): got 5 inputs, wanted 8, the channels before it',
    ],
    [[], 'tensors: got 0 layers'],
  ])('names what fits no chain in %j', (tensors, message) => {
    expect(() => inferArchitecture(tensors)).toThrow(message)
  })

  it('ends in a guess or a named error whatever the tensors', () => {
    const random = createRandom(7, 'samples')
    const pick = <T>(list: readonly T[]) => list[random.integer(list.length)] as T
    const names = [
      'conv1',
      'bn1',
      'fc',
      '__proto__',
      'layer1.0.bn1',
      'layer1.0.conv1',
      'layer_blocks.0.0',
      'linear',
      'a b',
      '',
    ]
    const parts = ['weight', 'bias', 'running_mean', 'running_var', 'num_batches_tracked']
    for (let round = 0; round < 400; round++) {
      const tensors = Array.from({ length: 1 + random.integer(8) }, () => {
        const name = [pick([...names, `conv_part.${random.integer(4)}`]), pick(parts)]
          .filter(Boolean)
          .join('.')
        const shape = Array.from({ length: pick([1, 1, 2, 4, 4, 5]) }, () =>
          pick([0, 1, 2, 3, 3, 4, 5, 2 ** 31]),
        )
        return tensor(name, ...shape)
      })
      try {
        const answered = answerQuestions(inferArchitecture(tensors))
        expect('network' in answered || answered.problem.length > 0).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(ShapeError)
      }
    }
  })

  it('comes to an end on thousands of layers', { timeout: 30_000 }, () => {
    const many = Array.from({ length: 1500 }, (_, index) =>
      layer(`x${(index * 7) % 1500}`, 4, 4, 3, 3),
    ).flat()
    inferArchitecture([...many, ...layer('fc', 2, 36)])
    expect(() => inferArchitecture([...many.reverse(), ...layer('fc', 3, 5)])).toThrow('got 5 inputs')
    const more = Array.from({ length: 3000 }, (_, index) => layer(`x${index}`, 4, 4)).flat()
    expect(() => inferArchitecture(more)).toThrow('tensors: got 3000 layers, wanted from 1 to 2000')
  })
})

describe('inferArchitecture of the official networks', () => {
  const sizes = { classCount: 10, batchNorm: true }
  const cases: [string, Architecture][] = [
    ['ConvFC', createOfficialConvFc({ classCount: 10 })],
    [
      'ConvFC',
      createOfficialConvFc({ ...sizes, inputShape: [1, 28, 28], channels: [2, 3, 4], hidden: [5, 6] }),
    ],
    ['VGG16', createOfficialVgg({ ...sizes, depth: 16, batchNorm: false })],
    ['VGG19BN', createOfficialVgg({ ...sizes, depth: 19, widths: [2, 3, 4, 5, 6], hidden: [7, 8] })],
    ['PreResNet20', createOfficialPreResNet({ depth: 20, classCount: 10, widths: [4, 6, 9] })],
    ['PreResNet164', createOfficialPreResNet({ depth: 164, classCount: 100 })],
    ['WideResNet16x3', createOfficialWideResNet({ depth: 16, widenFactor: 3, classCount: 10 })],
    ['WideResNet28x10', createOfficialWideResNet({ depth: 28, widenFactor: 10, classCount: 10 })],
  ]

  it.each(cases)('recognises %s', (family, architecture) => {
    const inference = inferArchitecture(stateOf(architecture))
    expect(inference.family).toBe(family)
    expect(networkOf(answerQuestions(inference, family.endsWith('BN') ? { variant: 'paper' } : {}))).toEqual(
      planNetwork(architecture),
    )
  })

  it('recognises the names of the curve classes and roots', () => {
    const tensors = stateOf(createOfficialConvFc({ classCount: 10 })).map(({ name, shape }) =>
      tensor(
        name
          .replace('conv_part.0', 'conv1')
          .replace('conv_part.3', 'conv2')
          .replace('conv_part.6', 'conv3')
          .replace('fc_part.0', 'fc4')
          .replace('fc_part.2', 'fc5')
          .replace('fc_part.4', 'fc6'),
        ...shape,
      ),
    )
    expect(inferArchitecture(tensors).family).toBe('ConvFC')
    const rooted = stateOf(createOfficialPreResNet({ depth: 8, classCount: 10 })).map(({ name, shape }) =>
      tensor(`model.${name.replace('downsample.0', 'downsample')}`, ...shape),
    )
    expect(inferArchitecture(rooted).family).toBe('PreResNet8')
  })

  it('guesses by statistics that never moved whether a VGG was run as the official code does', () => {
    const state = stateOf(createOfficialVgg({ ...sizes, depth: 16, widths: [2, 2, 2, 2, 2], hidden: [3, 3] }))
    const fill = (idle: number) =>
      state.map(({ name, shape }) => {
        const untouched = name.endsWith('running_var') ? 1 : 0
        const value = name.startsWith('layer_blocks.0.3') ? untouched + idle : 0.7
        return { name, shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value) }
      })
    const guess = (tensors: Parameters<typeof inferArchitecture>[0]) =>
      inferArchitecture(tensors).questions.find(({ id }) => id === 'variant')?.guess
    expect(guess(fill(0))).toBe('code')
    expect(guess(fill(0.1))).toBe('paper')
    expect(guess(state)).toBe('code')
    const network = networkOf(answerQuestions(inferArchitecture(fill(0))))
    expect(network.parameters.some(({ name }) => name.startsWith('layer_blocks.0.3'))).toBe(false)
  })

  it('says what is wrong where the data have another shape', () => {
    const state = stateOf(createOfficialWideResNet({ depth: 10, widenFactor: 1, classCount: 10 }))
    const problemOf = (inputShape: number[]) => {
      const answered = answerQuestions(inferArchitecture(state, { inputShape }))
      return 'problem' in answered ? answered.problem : undefined
    }
    expect(problemOf([1, 32, 32])).toBe('shape mismatch: conv1.weight is 16×3×3×3, expected 16×1×3×3')
    expect(problemOf([3, 16, 16])).toContain('(avgpool): got 4 × 4 pixels with padding')
    expect(problemOf([3, 32, 32])).toBeUndefined()
  })

  it('takes a residual network of other code for no chain', () => {
    const tensors = [
      ...layer('conv1', 16, 3, 3, 3),
      ...layer('layer1.0.conv1', 32, 16, 3, 3),
      ...layer('layer1.0.downsample.0', 32, 16, 1, 1),
      ...layer('fc', 10, 32),
    ]
    expect(() => inferArchitecture(tensors)).toThrow('a network with branches needs an architecture.json')
  })
})

describe('answerQuestions', () => {
  const inference = inferArchitecture(stateOf(digitsBn), { inputShape: [1, 8, 8] })
  const problemOf = (answers: Parameters<typeof answerQuestions>[1]) => {
    const answered = answerQuestions(inference, answers)
    return 'problem' in answered ? answered.problem : undefined
  }

  it('asks what shapes cannot tell', () => {
    expect(inference.questions.map(({ id, guess }) => [id, guess])).toEqual([
      ['activation', 'relu'],
      ['order', 'norm-activation'],
      ['eps', 1e-5],
      ['padding:conv1', 1],
      ['stride:conv1', 1],
      ['pool:conv1', 'none'],
      ['padding:conv2', 1],
      ['stride:conv2', 1],
      ['pool:conv2', 'maxpool 2/2'],
      ['reduce', 'flatten'],
    ])
    expect(structuredClone(inference)).toEqual(inference)
  })

  it('builds what was answered', () => {
    const answers = { activation: 'gelu', order: 'activation-norm', eps: 1e-3, 'pool:conv2': 'avgpool 2/2' }
    const { layers } = networkOf(answerQuestions(inference, answers)).architecture
    expect(layers.slice(3, 7)).toEqual([
      { type: 'conv2d', out: 16, kernel: 3, stride: 1, padding: 1, name: 'conv2' },
      { type: 'gelu' },
      { type: 'batchnorm', eps: 1e-3, name: 'bn2' },
      { type: 'avgpool', kernel: 2, stride: 2 },
    ])
  })

  it('names the tensor, the layer or the answer that does not fit', () => {
    expect(problemOf({ 'pool:conv1': 'maxpool 2/2' })).toBe(
      'shape mismatch: fc.weight is 10×256, expected 10×64',
    )
    expect(problemOf({ 'stride:conv1': 0 })).toBe(
      'layer 0 (conv2d): got stride 0, wanted a whole number from 1 to 1024',
    )
    expect(problemOf({ eps: -1 })).toContain('layer 1 (batchnorm): got eps -1')
    expect(problemOf({ activation: 'softplus' })).toContain(
      'answer activation: got "softplus", wanted one of relu',
    )
    expect(problemOf({ eps: 'small' })).toBe('answer eps: got "small", wanted a number')
    expect(problemOf({ 'pool:conv3': 'none' })).toBe(
      'answer pool:conv3: got "none", wanted no answer, as none was asked',
    )
    const open = inferArchitecture(stateOf(digitsBn))
    expect(answerQuestions(open, { input: [1, 12, 12] })).toMatchObject({
      architecture: { input: [1, 12, 12] },
      problem: 'shape mismatch: fc.weight is 10×256, expected 10×576',
    })
    expect(answerQuestions(open, { input: 8 })).toEqual({
      problem: 'answer input: got 8, wanted a list of numbers',
    })
  })
})
