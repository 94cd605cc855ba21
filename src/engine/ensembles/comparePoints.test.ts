import { describe, expect, it } from 'vitest'
import { EngineError } from '../../protocol/engineError.ts'
import type { ComparePart, CompareRequest } from '../../protocol/ensembles.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { createFakeLab, fakeProblem } from '../fakes/fakeLab.ts'
import { awaitDone, onlyJob } from '../fakes/nodeLab.ts'

const idOf = (name: string) => name as WeightsId
const total = 40

const request: CompareRequest = {
  problem: fakeProblem,
  basis: [idOf('w1'), idOf('w2')],
  coefficients: Float64Array.from({ length: 2 * total }, (_, i) => (i % 2 ? i / 80 : 1 - i / 80)),
  references: Float64Array.of(1, 0),
  split: 'test',
  batchNorm: 'stored',
}

async function createLoadedLab() {
  const fake = createFakeLab(7)
  for (const [i, name] of ['w1', 'w2'].entries()) {
    const weights = new Float32Array(6).fill(i * 3)
    await fake.lab.load({ id: idOf(name), weights, buffers: new Float32Array() })
  }
  return fake
}

describe('compare', () => {
  it('sends finished stretches in order and without gaps; together they are the result', async () => {
    const { lab } = await createLoadedLab()
    const parts: ComparePart[] = []
    const { values } = await awaitDone(lab.compare(onlyJob, request, (part) => parts.push(part)))
    expect(parts.length).toBeGreaterThan(1)
    let done = 0
    for (const { start, values: part, progress } of parts) {
      expect(start).toBe(done)
      done += part.correct.length
      expect(progress).toMatchObject({ done, total, unit: 'points' })
    }
    expect(done).toBe(total)
    expect(parts.flatMap(({ values: part }) => [...part.ensembleNll])).toEqual([...values.ensembleNll])
    expect(values.count).toBe(8)
  })

  it('computes the rest on the CPU when the device fails', async () => {
    const whole = await awaitDone((await createLoadedLab()).lab.compare(onlyJob, request, () => {}))
    const fake = await createLoadedLab()
    let works = 0
    fake.log.onWork = (backend) => {
      if (backend === 'tf-webgpu' && ++works === 20) throw new EngineError('device-lost', 'lost')
    }
    const { values, backend } = await awaitDone(fake.lab.compare(onlyJob, request, () => {}))
    expect(backend).toMatchObject({ name: 'tf-cpu', reason: 'device-lost' })
    expect(values).toEqual(whole.values)
  })

  it('can be cancelled, and refuses what cannot be compared', async () => {
    const { lab } = await createLoadedLab()
    expect(await lab.compare(onlyJob, request, () => void lab.cancel(onlyJob))).toEqual({
      state: 'cancelled',
    })
    const none = { ...request, references: new Float64Array() }
    await expect(lab.compare(onlyJob, none, () => {})).rejects.toThrow('references: got none')
  })
})
