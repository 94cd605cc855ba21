import { describe, expect, it } from 'vitest'
import { EngineError } from '../protocol/engineError.ts'
import type { JobId, WeightsId } from '../protocol/identifiers.ts'
import type { PredictRequest } from '../protocol/prediction.ts'
import { createFakeLab, fakeProblem } from './fakes/fakeLab.ts'

const job = 'job' as JobId
const idOf = (name: string) => name as WeightsId

const request: PredictRequest = {
  problem: fakeProblem,
  basis: [idOf('w1'), idOf('w2')],
  coefficients: Float64Array.from({ length: 2 * 20 }, (_, i) => (i % 2 ? i / 40 : 1 - i / 40)),
  inputs: { split: 'test' },
  batchNorm: 'stored',
}

/** A megabyte of probabilities at every point, so eight points a stretch. */
const rows = new Float32Array(2 ** 18)

async function createLoadedLab() {
  const fake = createFakeLab(7)
  for (const [i, name] of ['w1', 'w2'].entries()) {
    const weights = new Float32Array(6).fill(i * 3)
    await fake.lab.load({ id: idOf(name), weights, buffers: new Float32Array() })
  }
  return fake
}

async function predict(fake: Awaited<ReturnType<typeof createLoadedLab>>, change: Partial<PredictRequest>) {
  const outcome = await fake.lab.predict(job, { ...request, ...change })
  if (outcome.state !== 'done') throw new Error('cancelled')
  return outcome.value
}

describe('predict', () => {
  it("gives points × rows × classes, of a split or of rows of one's own", async () => {
    const fake = await createLoadedLab()
    const ofSplit = await predict(fake, {})
    expect(ofSplit).toMatchObject({ rowCount: 8, classCount: 2, backend: { name: 'tf-webgpu' } })
    expect(ofSplit.probabilities).toHaveLength(20 * 8 * 2)
    const ofRows = await predict(fake, { inputs: { rows: new Float32Array(6) } })
    expect(ofRows.rowCount).toBe(3)
    expect(ofRows.probabilities).toHaveLength(20 * 3 * 2)
  })

  it('computes only what is missing after a lost device', async () => {
    const undisturbed = await predict(await createLoadedLab(), { inputs: { rows } })
    const fake = await createLoadedLab()
    let points = 0
    fake.log.onWork = (backend) => {
      if (backend === 'tf-webgpu' && ++points > 10) throw new EngineError('device-lost', 'gone')
    }
    const result = await predict(fake, { inputs: { rows } })
    expect(result.backend).toEqual({ name: 'tf-cpu', reason: 'device-lost', adapter: '' })
    const stretches = fake.log.predictions.map(({ backend, request: { coefficients } }) => {
      return [backend, coefficients.length / 2]
    })
    expect(stretches).toEqual([
      ['tf-webgpu', 8],
      ['tf-webgpu', 8],
      ['tf-cpu', 8],
      ['tf-cpu', 4],
    ])
    expect(
      Buffer.from(result.probabilities.buffer).equals(Buffer.from(undisturbed.probabilities.buffer)),
    ).toBe(true)
  })

  it('is cancelled between points', async () => {
    const fake = await createLoadedLab()
    fake.log.onWork = () => void fake.lab.cancel(job)
    expect(await fake.lab.predict(job, request)).toEqual({ state: 'cancelled' })
  })

  it('refuses more than can be held, before anything is computed', async () => {
    const fake = await createLoadedLab()
    const coefficients = new Float64Array(2 * 250_000)
    await expect(
      predict(fake, { coefficients, inputs: { rows: new Float32Array(400) } }),
    ).rejects.toMatchObject({
      code: 'invalid-request',
      message:
        'probabilities: got 250000 points × 200 rows × 2 classes, wanted at most 256 MiB of float32 (all are held in memory at once, and more than once)',
    })
    expect(fake.log.predictions).toEqual([])
  })

  it('refuses rows that are no inputs of the network', async () => {
    const fake = await createLoadedLab()
    for (const count of [0, 5]) {
      await expect(predict(fake, { inputs: { rows: new Float32Array(count) } })).rejects.toMatchObject({
        code: 'invalid-request',
        message: `rows: got ${count} numbers, wanted rows of 2`,
      })
    }
    const inputs = { split: 'validation' } as unknown as PredictRequest['inputs']
    await expect(predict(fake, { inputs })).rejects.toMatchObject({
      code: 'invalid-request',
      message: 'split: got validation, wanted one of train, test',
    })
  })
})
