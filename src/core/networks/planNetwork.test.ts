import { describe, expect, it } from 'vitest'
import type { Architecture, Layer } from './architecture.ts'
import { initialBuffers, LIMITS } from './network.ts'
import { planNetwork } from './planNetwork.ts'
import { ShapeError } from './shapeError.ts'

const plan = (input: readonly number[], layers: readonly Layer[]) => planNetwork({ input, layers })
const head: Layer[] = [{ type: 'globalavgpool' }, { type: 'linear', out: 2 }]

function messageOf(architecture: unknown): string {
  try {
    planNetwork(architecture as Architecture)
  } catch (error) {
    expect(error).toBeInstanceOf(ShapeError)
    return (error as Error).message
  }
  return 'no error'
}

describe('planNetwork', () => {
  it('infers shapes and lays tensors out as PyTorch does', () => {
    const network = plan(
      [1, 8, 8],
      [
        { type: 'conv2d', out: 8, kernel: 3, padding: 1 },
        { type: 'batchnorm' },
        { type: 'relu' },
        { type: 'maxpool', kernel: 2 },
        { type: 'flatten' },
        { type: 'dropout', rate: 0.2 },
        { type: 'linear', out: 10, name: 'fc' },
      ],
    )
    expect(network.layers.map((layer) => layer.outShape)).toEqual([
      [8, 8, 8],
      [8, 8, 8],
      [8, 8, 8],
      [8, 4, 4],
      [128],
      [128],
      [10],
    ])
    expect(
      network.parameters.map(({ name, shape, offset, kind }) => ({ name, shape, offset, kind })),
    ).toEqual([
      { name: '0.weight', shape: [8, 1, 3, 3], offset: 0, kind: 'weight' },
      { name: '0.bias', shape: [8], offset: 72, kind: 'bias' },
      { name: '1.weight', shape: [8], offset: 80, kind: 'scale' },
      { name: '1.bias', shape: [8], offset: 88, kind: 'shift' },
      { name: 'fc.weight', shape: [10, 128], offset: 96, kind: 'weight' },
      { name: 'fc.bias', shape: [10], offset: 1376, kind: 'bias' },
    ])
    expect(network.buffers.map(({ name, offset, kind }) => ({ name, offset, kind }))).toEqual([
      { name: '1.running_mean', offset: 0, kind: 'mean' },
      { name: '1.running_var', offset: 8, kind: 'variance' },
    ])
    expect(network).toMatchObject({ parameterCount: 1386, bufferCount: 16, classCount: 10 })
    expect(Array.from(initialBuffers(network))).toEqual([...Array(8).fill(0), ...Array(8).fill(1)])
  })

  it('follows PyTorch in stride, padding, dilation, groups and floor mode', () => {
    const shapeOf = (layer: Layer) => plan([4, 11, 9], [layer, ...head]).layers[0]?.outShape
    expect(shapeOf({ type: 'conv2d', out: 6, kernel: 3, stride: 2, padding: 1, dilation: 2 })).toEqual([
      6, 5, 4,
    ])
    expect(shapeOf({ type: 'maxpool', kernel: 3, stride: 2 })).toEqual([4, 5, 4])
    expect(shapeOf({ type: 'avgpool', kernel: 3, padding: 1 })).toEqual([4, 4, 3])
    const grouped = plan([4, 11, 9], [{ type: 'conv2d', out: 6, kernel: 3, groups: 2, bias: false }, ...head])
    expect(grouped.parameters[0]).toMatchObject({ shape: [6, 2, 3, 3], fanIn: 18, fanOut: 27 })
    expect(grouped.parameters[1]?.name).toBe('2.weight')
  })

  it('names fans of weights and biases alike', () => {
    const { parameters } = plan([5], [{ type: 'linear', out: 3 }])
    expect(parameters.map(({ fanIn, fanOut }) => [fanIn, fanOut])).toEqual([
      [5, 3],
      [5, 3],
    ])
  })

  it('counts the work on valid taps only', () => {
    const layer = {
      type: 'conv2d',
      out: 6,
      kernel: 3,
      stride: 2,
      padding: 3,
      dilation: 2,
      groups: 2,
    } as const
    let taps = 0
    for (let y = -3; y + 4 < 11 + 3; y += 2) {
      for (let x = -3; x + 4 < 9 + 3; x += 2) {
        for (let dy = 0; dy <= 4; dy += 2) {
          for (let dx = 0; dx <= 4; dx += 2) {
            if (y + dy >= 0 && y + dy < 11 && x + dx >= 0 && x + dx < 9) taps++
          }
        }
      }
    }
    expect(plan([4, 11, 9], [layer, ...head]).forwardFlops).toBe(2 * (taps * 6 * 2 + 6 * 2))
    expect(plan([64], [{ type: 'linear', out: 10 }]).forwardFlops).toBe(1280)
  })

  it('plans nested residual layers, the body before the shortcut', () => {
    const inner: Layer = { type: 'residual', body: [{ type: 'batchnorm' }, { type: 'relu' }], shortcut: [] }
    const outer: Layer = {
      type: 'residual',
      body: [inner, { type: 'conv2d', out: 6, kernel: 3, stride: 2, padding: 1, bias: false }],
      shortcut: [{ type: 'conv2d', out: 6, kernel: 1, stride: 2, bias: false }],
    }
    const network = plan([3, 8, 8], [outer, ...head])
    expect(network.parameters.map((slot) => slot.name)).toEqual([
      '0.body.0.body.0.weight',
      '0.body.0.body.0.bias',
      '0.body.1.weight',
      '0.shortcut.0.weight',
      '2.weight',
      '2.bias',
    ])
    const [first] = network.layers
    expect(first?.outShape).toEqual([6, 4, 4])
    expect(first?.body?.[0]?.body?.[1]?.path).toBe('0.body.0.body.1')
    expect(first?.shortcut?.[0]?.parameters[0]).toBe(network.parameters[3])
  })

  it('gives tensors without gaps', () => {
    const network = plan([3, 8, 8], [{ type: 'conv2d', out: 4, kernel: 3 }, { type: 'batchnorm' }, ...head])
    let end = 0
    for (const slot of network.parameters) {
      expect(slot.offset).toBe(end)
      end += slot.size
    }
    expect(network.parameterCount).toBe(end)
  })
})

describe('planNetwork explains', () => {
  const wrongLayers: readonly [string, readonly number[], unknown[], string][] = [
    [
      'an image layer on features',
      [64],
      [{ type: 'conv2d', out: 8, kernel: 3 }],
      'layer 0 (conv2d): got shape 64, wanted channels × height × width',
    ],
    [
      'a linear layer on an image',
      [1, 8, 8],
      [{ type: 'relu' }, { type: 'linear', out: 10 }],
      'layer 1 (linear): got shape 1 × 8 × 8, wanted a list of features (put a flatten before it)',
    ],
    [
      'a kernel larger than the image',
      [1, 4, 4],
      [{ type: 'conv2d', out: 2, kernel: 3, dilation: 3, padding: 1 }],
      'layer 0 (conv2d): got 6 × 6 pixels with padding, wanted at least the 7 × 7 that the kernel spans',
    ],
    [
      'a pool padded beyond half its kernel',
      [1, 8, 8],
      [{ type: 'avgpool', kernel: 3, padding: 2 }],
      'layer 0 (avgpool): got padding 2 with kernel 3, wanted at most half the kernel, so that no window lies on padding alone',
    ],
    [
      'groups that do not divide',
      [3, 8, 8],
      [{ type: 'conv2d', out: 4, kernel: 3, groups: 2 }],
      'layer 0 (conv2d): got groups 2 for 3 channels in and 4 out, wanted a number that divides both',
    ],
    [
      'branches that cannot be added',
      [4],
      [{ type: 'residual', body: [{ type: 'linear', out: 5 }], shortcut: [] }],
      'layer 0 (residual): got body 5 and shortcut 4, wanted the same shape from both, since they are added',
    ],
    [
      'an error deep inside',
      [4],
      [
        {
          type: 'residual',
          body: [{ type: 'residual', body: [{ type: 'maxpool', kernel: 2 }], shortcut: [] }],
          shortcut: [],
        },
      ],
      'layer 0.body.0.body.0 (maxpool): got shape 4, wanted channels × height × width',
    ],
    [
      'a missing setting',
      [4],
      [{ type: 'linear' }],
      'layer 0 (linear): got out nothing, wanted a whole number from 1 to 1048576',
    ],
    [
      'a missing rate',
      [4],
      [{ type: 'dropout' }],
      'layer 0 (dropout): got rate nothing, wanted a number from 0 to below 1',
    ],
    [
      'an unknown type',
      [4],
      [{ type: 'softmax' }],
      'layer 0 (softmax): got an unknown type, wanted one of linear, conv2d,',
    ],
    ['a type that is no word', [4], [{ type: 7 }], 'layer 0 (7): got an unknown type'],
    ['something that is no layer', [4], [null], 'layer 0: got nothing, wanted a layer with a type'],
    [
      'a residual layer without body',
      [4],
      [{ type: 'residual', shortcut: [] }],
      'layer 0 (residual): got nothing as layers',
    ],
    [
      'an empty body',
      [4],
      [{ type: 'residual', body: [], shortcut: [] }],
      'layer 0 (residual): got an empty body',
    ],
    [
      'a name used twice',
      [4],
      [
        { type: 'linear', out: 4, name: 'fc' },
        { type: 'linear', out: 2, name: 'fc' },
      ],
      'layer 1 (linear): got name "fc", which layer 0 has too, wanted a name of its own',
    ],
    [
      'a name that is no name',
      [4],
      [{ type: 'linear', out: 4, name: '<b>' }],
      'layer 0 (linear): got name "<b>", wanted 1 to 100 letters',
    ],
    [
      'a network without weights',
      [4],
      [{ type: 'relu' }],
      'network: got no weights, wanted at least one linear or conv2d layer',
    ],
    [
      'a missing last linear layer',
      [1, 8, 8],
      [{ type: 'conv2d', out: 2, kernel: 3 }],
      'output: got shape 2 × 6 × 6, wanted one number per class, at least 2 (end with a linear layer)',
    ],
    ['a single class', [4], [{ type: 'linear', out: 1 }], 'output: got shape 1, wanted one number per class'],
  ]
  it.each(wrongLayers)('%s', (_, input, layers, message) => {
    expect(messageOf({ input, layers })).toContain(message)
  })

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '8', true, null, {}, [3]])(
    'the setting %j',
    (value) => {
      const layers = [{ type: 'conv2d', out: 4, kernel: value }, ...head]
      expect(messageOf({ input: [1, 8, 8], layers })).toMatch(
        /^layer 0 \(conv2d\): got kernel .+, wanted a whole number from 1 to 1024$/,
      )
    },
  )

  it.each([
    { type: 'leakyrelu', slope: Number.NaN },
    { type: 'gelu', approximate: 'erf' },
    { type: 'dropout', rate: 1 },
    { type: 'dropout', rate: -0.1 },
    { type: 'batchnorm', eps: 0 },
    { type: 'batchnorm', momentum: 2 },
    { type: 'linear', out: 4, bias: 1 },
  ])('the setting of %j', (layer) => {
    expect(messageOf({ input: [4], layers: [layer, { type: 'linear', out: 2 }] })).toMatch(
      /^layer 0 \(\w+\): got \w+ .+, wanted /,
    )
  })

  it.each([
    [undefined],
    [null],
    ['8'],
    [[]],
    [[8, 8]],
    [[1, 8, 0]],
    [[2.5]],
    [[Number.NaN]],
    [[1, 1e9, 1e9]],
  ])('the input %j', (input) => {
    expect(messageOf({ input, layers: head })).toMatch(/^input: got .+, wanted /)
  })

  it.each([[undefined], [null], ['net'], [{}], [{ input: [4] }], [{ input: [4], layers: {} }]])(
    'the architecture %j',
    (value) => {
      expect(messageOf(value)).toMatch(/^(architecture|input|network): got .+, wanted /)
    },
  )

  it('carries place, got and wanted for whoever words the error', () => {
    const wrong = () => plan([64], [{ type: 'maxpool', kernel: 2 }])
    expect(wrong).toThrow(
      expect.objectContaining({ path: '0', got: 'shape 64', wanted: 'channels × height × width' }),
    )
  })
})

describe('planNetwork refuses what would never finish', () => {
  it('parameters, values and operations beyond the limits', () => {
    const wide: Layer[] = [
      { type: 'linear', out: 7000 },
      { type: 'linear', out: 7000 },
    ]
    expect(messageOf({ input: [4], layers: wide })).toContain('wanted at most 40000000 in all')
    expect(messageOf({ input: [1, 1024, 1024], layers: [{ type: 'conv2d', out: 2, kernel: 1 }] })).toContain(
      'wanted at most 1048576 values',
    )
    const heavy: Layer[] = [
      { type: 'conv2d', out: 1, kernel: 1023, padding: 511 },
      { type: 'flatten' },
      { type: 'linear', out: 2 },
    ]
    expect(messageOf({ input: [1, 1024, 1024], layers: heavy })).toContain('operations a sample')
  })

  it('too many layers', () => {
    const layers = Array(LIMITS.layers + 1).fill({ type: 'relu' })
    expect(messageOf({ input: [4], layers })).toContain(`wanted at most ${LIMITS.layers} in all`)
    const sparse: unknown[] = []
    sparse.length = 2 ** 32 - 1
    expect(messageOf({ input: [4], layers: sparse })).toContain('wanted at most')
  })

  it('a layer that holds itself, and trees that share their branches', () => {
    const cycle: { type: string; shortcut: unknown[]; body?: unknown[] } = { type: 'residual', shortcut: [] }
    cycle.body = [cycle]
    expect(messageOf({ input: [4], layers: [cycle] })).toContain(
      'residual layers inside one another, wanted at most 8',
    )
    let bush: unknown[] = Array(60).fill({ type: 'relu' })
    for (let i = 0; i < 6; i++) bush = Array(60).fill({ type: 'residual', body: bush, shortcut: [] })
    expect(messageOf({ input: [4], layers: bush })).toContain(`wanted at most ${LIMITS.layers} in all`)
  })
})
