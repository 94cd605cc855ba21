import { describe, expect, it } from 'vitest'
import { EngineError } from '../protocol/engineError.ts'
import type { EvaluatePart, EvaluateRequest } from '../protocol/evaluation.ts'
import type { JobId, WeightsId } from '../protocol/identifiers.ts'
import { createFakeLab, fakeProblem } from './fakes/fakeLab.ts'

const job = 'job' as JobId
const idOf = (name: string) => name as WeightsId
const pointCount = 40

const request: EvaluateRequest = {
  problem: fakeProblem,
  basis: [idOf('w1'), idOf('w2')],
  coefficients: Float64Array.from({ length: 2 * pointCount }, (_, i) => (i % 2 ? i / 80 : 1 - i / 80)),
  splits: ['train', 'test'],
  batchNorm: 'stored',
}

async function createLoadedLab() {
  const fake = createFakeLab(7)
  for (const [i, name] of ['w1', 'w2'].entries()) {
    await fake.lab.load({
      id: idOf(name),
      weights: new Float32Array(6).fill(i * 3),
      buffers: new Float32Array(),
    })
  }
  return fake
}

async function evaluate(fake: Awaited<ReturnType<typeof createLoadedLab>>) {
  const parts: EvaluatePart[] = []
  const outcome = await fake.lab.evaluate(job, request, (part) => parts.push(part))
  if (outcome.state !== 'done') throw new Error('cancelled')
  return { parts, result: outcome.value }
}

function join(parts: readonly EvaluatePart[]): number[] {
  return parts.flatMap(({ values }) => [...(values.train?.nll ?? [])])
}

describe('evaluate', () => {
  it('sends finished stretches in order and without gaps', async () => {
    const { parts, result } = await evaluate(await createLoadedLab())
    expect(parts.length).toBeGreaterThan(3)
    expect(parts.length).toBeLessThan(pointCount)
    let expected = 0
    for (const { start, values, progress } of parts) {
      expect(start).toBe(expected)
      expected += values.test?.nll.length ?? 0
      expect(progress).toMatchObject({ done: expected, total: pointCount, unit: 'points' })
    }
    expect(expected).toBe(pointCount)
    expect(join(parts)).toEqual([...(result.values.train?.nll ?? [])])
    expect(result.values.test?.count).toBe(8)
  })

  it('computes only what is missing after a lost device', async () => {
    const undisturbed = await evaluate(await createLoadedLab())
    const fake = await createLoadedLab()
    let points = 0
    fake.log.onWork = (backend) => {
      if (backend === 'tf-webgpu' && ++points > 25) throw new EngineError('device-lost', 'gone')
    }
    const { parts, result } = await evaluate(fake)
    expect(result.backend).toEqual({ name: 'tf-cpu', reason: 'device-lost', adapter: '' })
    expect(fake.log.evaluations.map(({ request: { coefficients } }) => coefficients.length / 2)).toEqual([
      40, 15,
    ])
    expect(result.values).toEqual(undisturbed.result.values)
    expect(join(parts)).toEqual([...(result.values.train?.nll ?? [])])
  })

  it('is cancelled between points', async () => {
    const fake = await createLoadedLab()
    fake.log.onWork = () => void fake.lab.cancel(job)
    expect(await fake.lab.evaluate(job, request, () => {})).toEqual({ state: 'cancelled' })
  })

  it('names unknown weights and weights of another network', async () => {
    const fake = await createLoadedLab()
    const call = (basis: string[]) => fake.lab.evaluate(job, { ...request, basis: basis.map(idOf) }, () => {})
    await expect(call(['w1', 'w9'])).rejects.toMatchObject({
      code: 'invalid-request',
      message: 'unknown weights: w9',
    })
    const [weights, buffers] = [new Float32Array(5), new Float32Array()]
    await fake.lab.load({ id: idOf('a'), weights, buffers })
    await fake.lab.load({ id: idOf('b'), weights, buffers })
    await expect(call(['a', 'b'])).rejects.toMatchObject({ code: 'shape-mismatch' })
  })
})
