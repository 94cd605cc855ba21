import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { summarizeTensor, type TensorSummary } from '../../fixtures/expectTensors.ts'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import { FormatError } from '../formatError.ts'
import { fuzzFormat } from '../fuzzFormat.ts'
import { torchFormat } from './torch.ts'

interface Expected {
  readonly networks: Readonly<Record<string, readonly (TensorSummary & { readonly dtype: string })[]>>
  /** `tensors` names one of the networks. */
  readonly files: Readonly<
    Record<string, { readonly sha256: string; readonly key: string; readonly tensors: string }>
  >
}

const expected: Expected = JSON.parse(new TextDecoder().decode(fixtureBytes('torch.json')))
const files = Object.entries(expected.files)

async function parse(bytes: Uint8Array, name = 'file.pt') {
  const content = await torchFormat.parse(sourceOf(bytes, name))
  if (content.kind !== 'tensors') throw new Error(`no tensors but ${content.kind}`)
  return content
}

async function catchFormatError(bytes: Uint8Array): Promise<FormatError> {
  try {
    await parse(bytes)
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
  throw new Error('parsed without an error')
}

describe('PyTorch checkpoints', () => {
  it.each(files)('reads %s as PyTorch does', async (name, { sha256, key, tensors: network }) => {
    const bytes = fixtureBytes(name)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    const content = await parse(bytes, name)
    expect(content.key).toBe(key)
    const wanted = expected.networks[network] ?? []
    expect(content.tensors.map((tensor) => tensor.name)).toEqual(wanted.map((tensor) => tensor.name))
    for (const [at, tensor] of content.tensors.entries()) {
      const { sum, sumsq, ...summary } = summarizeTensor(tensor)
      expect(wanted[at]).toMatchObject({ ...summary, dtype: tensor.dtype })
      expect(wanted[at]).toMatchObject({ sum: expect.closeTo(sum, 9), sumsq: expect.closeTo(sumsq, 9) })
    }
  })

  it.each(files)('recognises %s, whatever its name', (name) => {
    const bytes = fixtureBytes(name)
    for (const given of [name, 'pytorch_model.bin', 'checkpoint.pth.tar'])
      expect(torchFormat.matches(bytes.subarray(0, 512), { name: given, size: bytes.length })).toBe(true)
  })

  it.each(['digits_mlp.npz', 'digits_mlp_f16.safetensors'])('leaves %s alone', (name) => {
    const bytes = fixtureBytes(name)
    expect(torchFormat.matches(bytes.subarray(0, 512), { name, size: bytes.length })).toBe(false)
  })

  it('tells the epoch, the prefix taken off and what was left alone', async () => {
    expect(await parse(fixtureBytes('official_zip.pt'))).toMatchObject({
      metadata: { epoch: '100' },
      skipped: ['optimizer_state'],
    })
    const wrapped = await parse(fixtureBytes('dataparallel_prefix.pt'))
    expect(wrapped.metadata).toEqual({ epoch: '1', strippedPrefix: 'module.' })
  })

  it('names the classes of a whole module without loading them', async () => {
    const { skipped, tensors } = await parse(fixtureBytes('whole_module.pt'))
    expect(skipped).toEqual([
      'models.refnets.MLPBase',
      'torch.nn.modules.linear.Linear',
      'torch.nn.modules.activation.ReLU',
    ])
    expect(tensors).toHaveLength(6)
  })

  it('gives tensors of one storage memory of their own', async () => {
    const { tensors } = await parse(fixtureBytes('shared_storage.pt'))
    expect(new Set(tensors.map(({ data }) => data.buffer)).size).toBe(tensors.length)
    for (const { data } of tensors) expect(data.byteLength).toBe(data.buffer.byteLength)
  })

  it('keeps num_batches_tracked as the number it is', async () => {
    const { tensors } = await parse(fixtureBytes('bn_official_zip.pt'))
    const counter = tensors.find(({ name }) => name === 'bn1.num_batches_tracked')
    expect(counter).toEqual({
      name: 'bn1.num_batches_tracked',
      dtype: 'i64',
      shape: [],
      data: BigInt64Array.of(720n),
    })
  })

  it('counts up to the whole', async () => {
    const shares: number[] = []
    await torchFormat.parse(sourceOf(fixtureBytes('official_legacy.pt'), 'a.pt'), (share) =>
      shares.push(share),
    )
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  it('finds nothing in a checkpoint of an optimiser alone', async () => {
    const renamed = replaceText(fixtureBytes('state_dict_key.pt'), 'state_dict', 'optim_dict')
    const error = await catchFormatError(renamed)
    expect(error.message).toBe(
      'torch, state dict: the file has no named tensors; it holds epoch, optim_dict, optimizer_state',
    )
  })
})

/** Replaces every occurrence of a text by one as long. */
function replaceText(bytes: Uint8Array, text: string, by: string): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(text, by), 'latin1')
}

describe('hostile PyTorch checkpoints', () => {
  const zip = fixtureBytes('state_dict_zip.pth')
  const legacy = fixtureBytes('state_dict_legacy.pth')

  it.each([
    ['an empty file', new Uint8Array(0), 'pickle byte 0'],
    ['a zip cut off', zip.subarray(0, 9000), 'zip directory'],
    ['a zip without data.pkl', replaceText(zip, 'data.pkl', 'date.pkl'), 'zip directory'],
    ['a zip without a storage', replaceText(zip, '/data/3', '/date/3'), 'storage 3'],
    ['a legacy file cut off in a storage', legacy.subarray(0, 9000), /storage \d+/],
    ['a pickle that is none of torch', Uint8Array.of(0x80, 2, 0x4b, 1, 0x2e), 'magic number'],
  ])('refuses %s', async (_, bytes, place) => {
    const error = await catchFormatError(bytes)
    expect(error.format).toBe('torch')
    expect(error.place).toMatch(place)
  })

  it('refuses a tensor that ends beyond its storage', async () => {
    // The size of fc1.weight, two BININT1 of 32 and 64, becomes 32 and 65.
    const bytes = replaceText(zip, 'K\x20K\x40', 'K\x20K\x41')
    expect((await catchFormatError(bytes)).message).toMatch(
      /tensor fc1.weight: it ends beyond its storage of 2048/,
    )
  })

  it('reads any damaged file or refuses it within a second', async () => {
    const names = [
      'state_dict_zip_proto4.pth',
      'shared_storage_legacy.pt',
      'whole_module.pt',
      'moons_bezier.pt',
    ]
    const outcome = await fuzzFormat((bytes) => parse(bytes), {
      files: names.map(fixtureBytes),
      seed: 18,
      cases: process.env.ISTHMUS_FUZZ_CASES,
    })
    expect(outcome.parsed).toBeGreaterThan(0)
    expect(outcome.refused).toBeGreaterThan(outcome.parsed / 10)
  }, 600_000)

  it('reads any damaged pickle or refuses it within a second', async () => {
    // The first 1,500 bytes hold the pickles, where nearly every byte matters.
    const whole = fixtureBytes('official_legacy.pt')
    const outcome = await fuzzFormat((head) => parse(Buffer.concat([head, whole.subarray(1500)])), {
      files: [whole.subarray(0, 1500)],
      seed: 19,
      cases: process.env.ISTHMUS_FUZZ_CASES,
    })
    expect(outcome.refused).toBeGreaterThan(0)
  }, 600_000)
})
