import { describe, expect, it } from 'vitest'
import { sourceOf } from '../../fixtures/fixtureFile.ts'
import {
  call,
  dict,
  global,
  object,
  type Picklable,
  pickle,
  tensor,
  tuple,
  writeTorchZip,
} from '../../fixtures/torchFile.ts'
import { torchFormat } from './torch.ts'

const floats = new Uint8Array(Float32Array.from({ length: 6 }, (_, i) => i).buffer)
const stored = { type: 'FloatStorage', key: '0', length: 6 }
const weight = tensor(stored, 0, [2, 3], [3, 1])
const bias = tensor(stored, 1, [2], [1])
const plain = dict({ 'fc.weight': weight, 'fc.bias': bias })

async function parse(bytes: Uint8Array) {
  const content = await torchFormat.parse(sourceOf(bytes, 'a.pt'))
  if (content.kind !== 'tensors') throw new Error(`no tensors but ${content.kind}`)
  return content
}

const save = async (value: Picklable) => parse(await writeTorchZip(value, { 0: floats }))
const namesIn = async (value: Picklable) => (await save(value)).tensors.map(({ name }) => name)

describe('the search for the state dict', () => {
  it.each<[string, Picklable]>([
    ['', plain],
    ['model_state', dict({ epoch: 3, model_state: plain })],
    ['state_dict', dict({ optimizer: dict({ state: weight }), state_dict: plain })],
    ['net', dict({ args: dict({ x: weight }), net: plain })],
    ['my_net', dict({ epoch: 3, my_net: plain })],
    ['run.checkpoint.model', dict({ run: dict({ checkpoint: dict({ model: plain, lr: 1 }) }) })],
    ['1', ['v1', plain]],
  ])('finds it under %s', async (key, value) => {
    const content = await save(value)
    expect(content.key).toBe(key)
    expect(content.tensors.map(({ name }) => name)).toEqual(['fc.weight', 'fc.bias'])
  })

  it('prefers the model to its average and tells what is beside it', async () => {
    const content = await save(dict({ ema: plain, loss: 1, note: 'good', model: plain, optimizer: dict({}) }))
    expect(content).toMatchObject({
      key: 'model',
      metadata: { loss: '1', note: 'good' },
      skipped: ['ema', 'optimizer'],
    })
  })

  it('flattens nested dicts and numbers lists', async () => {
    expect(await namesIn(dict({ a: dict({ w: weight }), b: dict({ w: weight, b: bias }) }))).toEqual([
      'a.w',
      'b.w',
      'b.b',
    ])
    expect(await namesIn([weight, bias])).toEqual(['0', '1'])
    expect(await namesIn(weight)).toEqual(['tensor'])
  })

  it('walks modules of unknown classes as state_dict() does', async () => {
    const parts = { _parameters: dict({}), _buffers: dict({}), _modules: dict({}) }
    const norm = object('my.code Norm', {
      ...parts,
      _parameters: dict({ weight: call('torch._utils _rebuild_parameter', bias, true, null), bias: null }),
      _buffers: dict({ running_mean: bias, scratch: bias }),
      _non_persistent_buffers_set: call('__builtin__ set', ['scratch']),
    })
    const net = object('my.code Net', {
      ...parts,
      _modules: dict({ norm }),
      _parameters: dict({ scale: weight }),
    })
    const content = await save(
      dict({ model: object('torch.nn DataParallel', { ...parts, _modules: dict({ module: net }) }) }),
    )
    expect(content.tensors.map(({ name }) => name)).toEqual(['scale', 'norm.weight', 'norm.running_mean'])
    expect(content.metadata).toEqual({ strippedPrefix: 'module.' })
    expect(content.skipped).toEqual(['torch.nn.DataParallel', 'my.code.Net', 'my.code.Norm'])
  })

  it('takes wrappers off names, but not off some of them', async () => {
    expect(await namesIn(dict({ 'module._orig_mod.w': weight, n_averaged: bias }))).toEqual([
      'w',
      'n_averaged',
    ])
    expect(await namesIn(dict({ 'module.w': weight, other: bias }))).toEqual(['module.w', 'other'])
  })

  it('skips tensors of kinds that are not read, by name', async () => {
    const complex = tensor({ type: 'ComplexFloatStorage', key: '0', length: 3 }, 0, [3], [1])
    const sparse = call('torch._utils _rebuild_sparse_tensor', 0, tuple())
    const content = await save(dict({ w: weight, phase: complex, s: sparse }))
    expect(content.tensors).toHaveLength(1)
    expect(content.skipped).toEqual([
      'phase (torch.ComplexFloatStorage)',
      's (torch._utils._rebuild_sparse_tensor)',
      'torch.ComplexFloatStorage',
      'torch._utils._rebuild_sparse_tensor',
    ])
  })
})

describe('tensors', () => {
  it.each([
    ['IntStorage', 'i32', Int32Array.of(-5, 7)],
    ['ShortStorage', 'i16', Int16Array.of(-5, 7)],
    ['CharStorage', 'i8', Int8Array.of(-5, 7)],
    ['ByteStorage', 'u8', Uint8Array.of(250, 7)],
    ['BoolStorage', 'bool', Uint8Array.of(1, 0)],
    ['LongStorage', 'i64', BigInt64Array.of(-(2n ** 60n), 7n)],
    ['DoubleStorage', 'f64', Float64Array.of(Math.PI, -0)],
  ])('of %s', async (type, dtype, data) => {
    const value = dict({ w: tensor({ type, key: '0', length: 2 }, 0, [2], [1]) })
    const bytes = await writeTorchZip(value, { 0: new Uint8Array(data.buffer) })
    expect((await parse(bytes)).tensors).toEqual([{ name: 'w', dtype, shape: [2], data }])
  })

  it('are copied out of any strides', async () => {
    const data = async (...place: [number, number[], number[]]) => {
      const { tensors } = await save(dict({ w: tensor(stored, ...place), other: bias }))
      return [...(tensors[0]?.data ?? [])]
    }
    expect(await data(0, [3, 2], [1, 3])).toEqual([0, 3, 1, 4, 2, 5])
    expect(await data(1, [2, 2], [2, 1])).toEqual([1, 2, 3, 4])
    expect(await data(5, [1, 1], [77, 99])).toEqual([5])
    expect(await data(2, [2, 3], [0, 1])).toEqual([2, 3, 4, 2, 3, 4])
    expect(await data(6, [0, 3], [3, 1])).toEqual([])
  })

  it('keep the bits of doubles through strides', async () => {
    const bits = Uint32Array.of(1, 0x7ff00000, 2, 0xfff80000, 3, 4, 5, 6)
    const value = dict({ w: tensor({ type: 'DoubleStorage', key: '0', length: 4 }, 0, [2, 2], [1, 2]) })
    const { tensors } = await parse(await writeTorchZip(value, { 0: new Uint8Array(bits.buffer) }))
    expect(new Uint32Array(tensors[0]?.data.buffer ?? new ArrayBuffer(0))).toEqual(
      Uint32Array.of(1, 0x7ff00000, 3, 4, 2, 0xfff80000, 5, 6),
    )
  })

  it('of machines with the other byte order', async () => {
    const swapped = floats.slice().reverse()
    const bytes = await writeTorchZip(dict({ w: weight }), { 0: swapped }, { more: { byteorder: 'big' } })
    expect((await parse(bytes)).tensors[0]?.data).toEqual(Float32Array.of(5, 4, 3, 2, 1, 0))
  })

  it('of untyped storages and of subclasses', async () => {
    const id = tuple('storage', global('torch.storage UntypedStorage'), '0', 'cpu', 24)
    const untyped: Picklable = { tag: 'persistent', name: '', items: [id] }
    const rebuilt = [untyped, 0, tuple(2, 3), tuple(3, 1), false, null, global('torch float32')]
    const v3 = call('torch._utils _rebuild_tensor_v3', ...rebuilt)
    const subclass = call(
      'torch._tensor _rebuild_from_type_v2',
      global('torch._utils _rebuild_tensor_v3'),
      global('my.code Special'),
      tuple(...rebuilt),
      null,
    )
    const { tensors, skipped } = await save(dict({ v3, subclass }))
    for (const { data } of tensors) expect(data).toEqual(Float32Array.of(0, 1, 2, 3, 4, 5))
    expect(tensors).toHaveLength(2)
    expect(skipped).toEqual(['my.code.Special'])
  })

  it('of deflated archives', async () => {
    const bytes = await writeTorchZip(plain, { 0: floats }, { level: 9 })
    expect((await parse(bytes)).tensors[0]?.data).toEqual(Float32Array.of(0, 1, 2, 3, 4, 5))
  })

  it('in views of storages, as PyTorch wrote them before 0.4', async () => {
    const view = tuple('9', 2, 4)
    const id = tuple('storage', global('torch FloatStorage'), '7', 'cpu', 6, view)
    const old = call(
      'torch._utils _rebuild_tensor',
      { tag: 'persistent', name: '', items: [id] },
      1,
      tuple(3),
      tuple(1),
    )
    const magic = Uint8Array.of(
      0x80,
      2,
      0x8a,
      10,
      0x6c,
      0xfc,
      0x9c,
      0x46,
      0xf9,
      0x20,
      0x6a,
      0xa8,
      0x50,
      0x19,
      0x2e,
    )
    const count = new Uint8Array(BigInt64Array.of(6n).buffer)
    const pickles = [pickle(1001), pickle(dict({})), pickle(dict({ w: old })), pickle(['7'])]
    const { tensors } = await parse(Buffer.concat([magic, ...pickles, count, floats]))
    expect(tensors[0]?.data).toEqual(Float32Array.of(3, 4, 5))
  })
})

describe('hostile state dicts', () => {
  it.each<[string, Picklable, string]>([
    [
      'a tensor expanded beyond reason',
      dict({ w: tensor(stored, 0, [1e9], [0]) }),
      'would take 4000000000 bytes',
    ],
    [
      'sizes whose product is no number',
      dict({ w: tensor(stored, 0, Array(64).fill(1e15), Array(64).fill(0)) }),
      'too large',
    ],
    ['a negative stride', dict({ w: tensor(stored, 5, [2], [-1]) }), 'no whole numbers'],
    ['an offset outside', dict({ w: tensor(stored, 6, [1], [1]) }), 'ends beyond its storage'],
    ['strides that do not fit', dict({ w: tensor(stored, 0, [2], []) }), 'does not fit its strides'],
    [
      'a storage longer than it is',
      dict({ w: tensor({ ...stored, length: 7 }, 0, [7], [1]) }),
      '24 bytes, expected 28',
    ],
    [
      'a storage elsewhere',
      dict({ w: tensor({ ...stored, key: '../0' }, 0, [6], [1]) }),
      'the file has no archive/data/../0',
    ],
    ['no tensors', dict({ epoch: 1, log: [1, 2] }), 'it holds epoch, log'],
    ['text alone', 'weights', 'it holds something else'],
  ])('with %s are refused', async (_, value, message) => {
    await expect(save(value)).rejects.toThrow(message)
    await expect(save(value)).rejects.toMatchObject({ name: 'FormatError', format: 'torch' })
  })

  it('with modules nested without end are refused', async () => {
    const deep = Array.from({ length: 200 }).reduce<Picklable>(
      (inner) => object('m M', { _parameters: dict({ w: weight }), _modules: dict({ m: inner }) }),
      null,
    )
    await expect(save(deep)).rejects.toThrow('nested over 100 deep')
  })
})
