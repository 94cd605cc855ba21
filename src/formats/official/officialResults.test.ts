import { describe, expect, it } from 'vitest'
import { tensorsOf } from '../../fixtures/expectTensors.ts'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import { npzFormat, writeNpz } from '../arrays/npz.ts'
import { fuzzFormat, fuzzTimeoutMs } from '../fuzzFormat.ts'
import type { NamedTensor } from '../tensor.ts'
import { fromOfficialChain, fromOfficialCurve, toOfficialChain, toOfficialCurve } from './officialCurve.ts'
import { fromOfficialPlane, toOfficialPlane } from './officialPlane.ts'
import { type OfficialScores, recognizeOfficial, type SplitScores } from './officialResults.ts'

const [trainCount, testCount] = [700, 300]

async function open(bytes: Uint8Array): Promise<readonly NamedTensor[]> {
  return tensorsOf(await npzFormat.parse(sourceOf(bytes, 'x.npz')))
}

/** Goes back from percent to what was counted. */
function countScores({ nll, accuracy }: OfficialScores, count: number): SplitScores {
  return { nll, correct: accuracy.map((percent) => Math.round((percent * count) / 100)), count }
}

const extraLoss = ({ loss, nll }: OfficialScores) => loss.map((value, at) => value - (nll[at] as number))

/** How far a value may be from the reference, relative to it: bit for bit, but for float32 losses and sums in another order. */
function toleranceOf(name: string): number {
  if (name.includes('loss')) return 1e-7
  return /_(avg|int)$/.test(name) ? 1e-14 : 0
}

/** Names, types and shapes in order, and every value. */
function expectSame(written: readonly NamedTensor[], reference: readonly NamedTensor[]): void {
  const outline = ({ name, dtype, shape }: NamedTensor) => `${name} ${dtype} [${shape}]`
  expect(written.map(outline)).toEqual(reference.map(outline))
  for (const [at, { name, data }] of written.entries()) {
    const wanted = Array.from(reference[at]?.data as Float64Array, Number)
    const far = Array.from(
      data as Float64Array,
      (value, k) => Math.abs(value - (wanted[k] as number)) / Math.abs(value || 1),
    )
    expect(Math.max(...far), name).toBeLessThanOrEqual(toleranceOf(name))
  }
}

describe('official results', () => {
  it('writes the reference plane from its own values', async () => {
    const reference = await open(fixtureBytes('moons_plane.npz'))
    expect(recognizeOfficial(reference)).toBe('plane')
    const plane = fromOfficialPlane(reference)
    // The official norms are float32.
    const lengths = [
      Math.fround((plane.xs[20] as number) / 1.2),
      Math.fround((plane.ys[20] as number) / 1.2),
    ] as const
    const written = toOfficialPlane({
      ...plane,
      lengths,
      l2: extraLoss(plane.train),
      train: countScores(plane.train, trainCount),
      test: countScores(plane.test, testCount),
    })
    expectSame(written, reference)
    expectSame(await open(await writeNpz(written)), reference)
  })

  it('reads planes with row = beta', async () => {
    const reference = await open(fixtureBytes('moons_plane.npz'))
    const official = reference.find(({ name }) => name === 'te_nll')?.data as Float64Array
    const { xs, ys, test, alphas, bendCoordinates } = fromOfficialPlane(reference)
    expect(test.nll[2 * 21 + 5]).toBe(official[5 * 21 + 2])
    // w2 lies on the x axis, at α = 1; the bend is the second control point.
    expect(bendCoordinates[4]).toBeCloseTo((xs[20] as number) / (alphas[20] as number), 4)
    expect(bendCoordinates[3]).toBeCloseTo((ys[20] as number) / 1.2, 4)
  })

  it('writes planes that are not square as [alpha, beta]', () => {
    const scores = { nll: [0, 1, 2, 10, 11, 12], correct: [0, 1, 2, 3, 4, 4], count: 4 }
    const tensors = toOfficialPlane({
      ts: Float64Array.of(0, 1),
      bendCoordinates: new Float32Array(6),
      curveCoordinates: new Float32Array(4),
      alphas: Float64Array.of(0, 0.5, 1),
      betas: Float64Array.of(0, 1),
      lengths: [4, 3],
      l2: new Float64Array(6),
      train: scores,
      test: scores,
    })
    const find = (name: string) => tensors.find((tensor) => tensor.name === name)
    expect(find('tr_nll')).toMatchObject({ shape: [3, 2], data: Float64Array.of(0, 10, 1, 11, 2, 12) })
    expect(find('te_err')).toMatchObject({ data: Float64Array.of(100, 25, 75, 0, 50, 0) })
    expect(find('grid')).toMatchObject({
      shape: [3, 2, 2],
      data: Float64Array.of(0, 0, 0, 3, 2, 0, 2, 3, 4, 0, 4, 3),
    })
    const { xs, ys, train } = fromOfficialPlane(tensors)
    expect([[...xs], [...ys], [...train.nll]]).toEqual([[0, 2, 4], [0, 3], scores.nll])
  })

  it('writes the reference curve from its own values', async () => {
    const reference = await open(fixtureBytes('moons_curve.npz'))
    expect(recognizeOfficial(reference)).toBe('curve')
    const curve = fromOfficialCurve(reference)
    const written = toOfficialCurve({
      ...curve,
      l2: extraLoss(curve.train),
      train: countScores(curve.train, trainCount),
      test: countScores(curve.test, testCount),
    })
    expectSame(written, reference)
    expectSame(await open(await writeNpz(written)), reference)
  })

  it('writes and reads a chain', () => {
    const scores = { nll: [0.5, 1], correct: [3, 4], count: 4 }
    const tensors = toOfficialChain({
      ts: Float64Array.of(0, 2),
      l2: [0.25, 0.5],
      train: scores,
      test: scores,
    })
    expect(tensors.map(({ name }) => name).join()).toBe(
      'ts,tr_loss,tr_nll,tr_acc,tr_err,te_loss,te_nll,te_acc,te_err',
    )
    expect(recognizeOfficial(tensors)).toBe('chain')
    const { ts, test } = fromOfficialChain(tensors)
    expect(ts).toEqual(Float64Array.of(0, 2))
    expect([[...test.loss], [...test.accuracy], [...test.error]]).toEqual([
      [0.75, 1.5],
      [75, 100],
      [25, 0],
    ])
  })

  it('names the array at fault', async () => {
    const reference = await open(fixtureBytes('moons_plane.npz'))
    const without = reference.filter(({ name }) => name !== 'te_acc')
    expect(() => fromOfficialPlane(without)).toThrow('plane.npz, array te_acc: it is missing')
    const flat = reference.map((tensor) => (tensor.name === 'tr_nll' ? { ...tensor, shape: [441] } : tensor))
    expect(() => fromOfficialPlane(flat)).toThrow('plane.npz, array tr_nll: expected 21×21, got 441')
    expect(recognizeOfficial(reference.slice(0, 6))).toBeUndefined()
  })

  it(
    'ends every damaged plane in a result or a FormatError',
    async () => {
      const read = async (bytes: Uint8Array) => fromOfficialPlane(await open(bytes))
      const outcome = await fuzzFormat(read, {
        files: [fixtureBytes('moons_plane.npz')],
        seed: 7,
        cases: process.env.ISTHMUS_FUZZ_CASES,
      })
      expect(outcome.refused).toBeGreaterThan(20)
    },
    fuzzTimeoutMs,
  )
})
