import { describe, expect, it } from 'vitest'
import { createSmallCnn } from '../../core/networks/presets.ts'
import { tensorsOf } from '../../fixtures/expectTensors.ts'
import { sourceOf } from '../../fixtures/fixtureFile.ts'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture } from '../../fixtures/readFixture.ts'
import { npzFormat } from '../../formats/arrays/npz.ts'
import { safetensorsFormat } from '../../formats/arrays/safetensors.ts'
import { isCurveCheckpoint, readCurveCheckpoint } from '../../formats/official/curveCheckpoint.ts'
import type { WriteNetworkRequest } from '../../protocol/exporting.ts'
import type { JobId, WeightsId } from '../../protocol/identifiers.ts'
import { createFakeLab, fakeProblem } from '../fakes/fakeLab.ts'

const job = 'job' as JobId
const idOf = (name: string) => name as WeightsId
const formats = { safetensors: safetensorsFormat, npz: npzFormat } as const

/** Numbers whose bits are easily lost: quiet and signalling NaNs with payloads, −0, subnormals, infinities. */
const awkwardBits = Uint32Array.of(0x7fc12345, 0x7fa00001, 0x80000000, 0x00000001, 0xff800000, 0x3eaaaaab)

function bitsOf(data: unknown): number[] {
  const { buffer, byteOffset, length } = data as Float32Array
  return [...new Uint32Array(buffer.slice(byteOffset, byteOffset + 4 * length))]
}

async function createLoadedLab() {
  const { lab } = createFakeLab()
  const awkward = new Float32Array(awkwardBits.buffer)
  await lab.load({ id: idOf('w1'), weights: awkward, buffers: new Float32Array() })
  await lab.load({ id: idOf('w2'), weights: new Float32Array(6).fill(2), buffers: new Float32Array() })
  await lab.load({ id: idOf('bend'), weights: new Float32Array(6).fill(1), buffers: new Float32Array() })
  return lab
}

const request: WriteNetworkRequest = {
  problem: fakeProblem,
  basis: [idOf('w1'), idOf('w2'), idOf('bend')],
  coefficients: Float64Array.of(1, 0, 0),
  batchNorm: 'recomputed',
  format: 'safetensors',
  about: { 'isthmus.link': 'data=moons' },
}

async function write(lab: Awaited<ReturnType<typeof createLoadedLab>>, patch: Partial<WriteNetworkRequest>) {
  const format = patch.format ?? request.format
  const outcome = await lab.writeNetwork(job, { ...request, ...patch })
  if (outcome.state !== 'done') throw new Error('cancelled')
  return formats[format].parse(sourceOf(outcome.value, `x.${format}`))
}

describe('writing networks', () => {
  it.each(['safetensors', 'npz'] as const)('keeps every bit in %s', async (format) => {
    const tensors = tensorsOf(await write(await createLoadedLab(), { format }))
    const named = new Map(tensors.map((tensor) => [tensor.name, tensor]))
    expect(named.get('0.weight')).toMatchObject({ shape: [2, 2], dtype: 'f32' })
    expect(named.get('0.bias')).toMatchObject({ shape: [2] })
    const bits = ['0.weight', '0.bias'].flatMap((name) => bitsOf(named.get(name)?.data))
    expect(bits).toEqual([...awkwardBits])
  })

  it('says in the head of a safetensors file what it is', async () => {
    const content = await write(await createLoadedLab(), {})
    expect(content).toMatchObject({ metadata: { 'isthmus.link': 'data=moons' } })
  })

  it('combines', async () => {
    const tensors = tensorsOf(
      await write(await createLoadedLab(), { coefficients: Float64Array.of(0, 0.25, 0.75) }),
    )
    expect(tensors.every(({ data }) => (data as Float32Array).every((value) => value === 1.25))).toBe(true)
  })

  it('writes a curve as the official code names it', async () => {
    const coefficients = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 1, 0)
    const tensors = tensorsOf(await write(await createLoadedLab(), { coefficients, curve: 'bezier' }))
    expect(isCurveCheckpoint(tensors)).toBe(true)
    const { controlPoints } = readCurveCheckpoint(tensors)
    const values = controlPoints.map((point) => point.flatMap(({ data }) => bitsOf(data)))
    expect(values[0]?.toSorted()).toEqual([...awkwardBits].toSorted())
    expect(values[1]).toEqual(bitsOf(new Float32Array(6).fill(1)))
    expect(values[2]).toEqual(bitsOf(new Float32Array(6).fill(2)))
    const constants = new Map(tensors.map(({ name, data }) => [name, [...data]]))
    expect(constants.get('coeff_layer.binom')).toEqual([1, 2, 1])
    expect(constants.get('coeff_layer.rev_range')).toEqual([2, 1, 0])
  })

  it('refuses several networks in a file that is no curve', async () => {
    const coefficients = Float64Array.of(1, 0, 0, 0, 0, 1)
    await expect(write(await createLoadedLab(), { coefficients })).rejects.toMatchObject({
      code: 'invalid-request',
    })
  })
})

describe('running statistics', () => {
  const architecture = createSmallCnn({
    inputShape: [1, 8, 8],
    channels: [8, 16],
    classCount: 10,
    activation: 'relu',
    batchNorm: true,
    dropout: 0,
    residual: false,
  })
  const problem = {
    ...fakeProblem,
    data: { source: 'digits', testShare: 0.2, standardize: false },
    architecture,
  } as const

  async function writeBatchNorm(patch: Partial<WriteNetworkRequest>) {
    const { lab } = createFakeLab()
    const golden = readFixture('digits_bn')
    for (const name of ['end1', 'end2'])
      await lab.load({
        id: idOf(name),
        weights: Float32Array.from(fixtureTensor(golden, name)),
        buffers: Float32Array.from(fixtureTensor(golden, `${name}.buffers`)),
      })
    const basis = [idOf('end1'), idOf('end2')]
    const content = await write(lab, { problem, basis, coefficients: Float64Array.of(0, 1), ...patch })
    return { golden, tensors: new Map(tensorsOf(content).map((tensor) => [tensor.name, tensor.data])) }
  }

  it('are those of the network where they are stored', async () => {
    const { golden, tensors } = await writeBatchNorm({ batchNorm: 'stored' })
    const stored = fixtureTensor(golden, 'end2.buffers')
    expect([...(tensors.get('bn1.running_mean') ?? [])]).toEqual([...stored.subarray(0, 8)])
    expect([...(tensors.get('bn2.running_var') ?? [])]).toEqual([...stored.subarray(32, 48)])
  })

  it('stand once in a curve', async () => {
    const coefficients = Float64Array.of(1, 0, 0.5, 0.5, 0, 1)
    const { tensors } = await writeBatchNorm({ batchNorm: 'stored', coefficients, curve: 'chain' })
    const names = [...tensors.keys()].filter((name) => name.includes('running'))
    expect(names.toSorted()).toEqual(
      ['bn1', 'bn2'].flatMap((layer) => [`net.${layer}.running_mean`, `net.${layer}.running_var`]),
    )
  })
})

describe('norms of tensors', () => {
  it('are summed and not squared, point by point', async () => {
    const { lab } = createFakeLab()
    const ends = [Float32Array.of(3, 0, 0, 4, 5, 12), Float32Array.of(0, 0, 0, 1, 0, 0)]
    for (const [i, weights] of ends.entries())
      await lab.load({ id: idOf(`w${i}`), weights, buffers: new Float32Array() })
    const outcome = await lab.measureNorms(job, {
      architecture: fakeProblem.architecture,
      basis: [idOf('w0'), idOf('w1')],
      coefficients: Float64Array.of(1, 0, 0, 1, 0.5, 0.5, 1, -4),
    })
    if (outcome.state !== 'done') throw new Error('cancelled')
    const expected = [5 + 13, 1, Math.hypot(1.5, 2.5) + 6.5, 3 + 13]
    for (const [k, value] of outcome.value.entries()) expect(value).toBeCloseTo(expected[k] ?? 0, 12)
  })
})
