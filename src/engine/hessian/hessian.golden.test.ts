import { describe, expect, test } from 'vitest'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture, readPublicData, readScience } from '../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../fixtures/referenceProblem.ts'
import type { HessianEvent, HessianRequest } from '../../protocol/hessian.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { awaitDone, createNodeLab, onlyJob } from '../fakes/nodeLab.ts'

const science = readScience()

const mixes: Record<string, readonly number[]> = {
  end1: [1, 0, 0],
  end2: [0, 0, 1],
  bezier_t0p5: [0.25, 0.5, 0.25],
  segment_t0p5: [0.5, 0, 0.5],
}

async function prepare(name: 'moons' | 'digits_mlp' | 'digits_bn') {
  const golden = readFixture(name)
  const { network, dataset } = createReferenceProblem(
    name,
    name === 'moons' ? golden : readPublicData('digits'),
  )
  const made = await createNodeLab(dataset)
  const keys = ['end1', 'bend.bezier', 'end2']
  const buffers = new Float32Array(network.bufferCount).fill(1)
  const basis = await Promise.all(keys.map((key) => made.hold(key, fixtureTensor(golden, key), buffers)))
  const request: HessianRequest = {
    problem: made.problemOn('simd', network.architecture),
    basis,
    coefficients: [1, 0, 0],
    batchNorm: 'recomputed',
    largest: 5,
    smallest: 1,
    seed: 1,
    mostProducts: 200,
    tolerance: 1e-4,
  }
  return { ...made, network, request }
}

describe('moons', () => {
  test.each(Object.keys(mixes))('the top five eigenvalues and the smallest at %s', async (point) => {
    const { lab, request } = await prepare('moons')
    const found = await awaitDone(
      lab.hessian(onlyJob, { ...request, coefficients: mixes[point] ?? [] }, () => {}),
    )
    const wanted = fixtureTensor(science, `moons.hessian.${point}.eigenvalues`).toReversed()
    expect(found.converged).toBe(true)
    expect(found.sampleCount).toBe(700)
    found.largest.forEach(({ value }, k) => {
      expect(Math.abs(value / (wanted[k] as number) - 1)).toBeLessThan(1e-4)
    })
    expect(Math.abs((found.smallest[0]?.value ?? 0) / (wanted.at(-1) as number) - 1)).toBeLessThan(1e-2)
  })

  test('the same on tfjs; eigenvectors are unit vectors that the Hessian stretches', async () => {
    const { lab, request, problemOn, network } = await prepare('moons')
    const ids = ['e1', 'e2', 'e3'] as WeightsId[]
    const asked = { ...request, largest: 2, smallest: 1, ids }
    const onSimd = await awaitDone(lab.hessian(onlyJob, asked, () => {}))
    const problem = problemOn('tf-cpu', network.architecture)
    const onTf = await awaitDone(lab.hessian(onlyJob, { ...asked, problem }, () => {}))
    onTf.largest.forEach(({ value }, k) => {
      expect(value).toBeCloseTo(onSimd.largest[k]?.value ?? 0, 4)
    })
    expect(onSimd.stored.map(({ id }) => id)).toEqual(ids)
    onTf.stored.forEach(({ weights }, k) => {
      const other = onSimd.stored[k]?.weights ?? []
      const overlap = weights.reduce((sum, value, i) => sum + value * (other[i] as number), 0)
      expect(overlap).toBeGreaterThan(0.999)
    })
    expect((await lab.measure(ids)).products).toEqual(
      expect.arrayContaining([expect.closeTo(1, 5), expect.closeTo(0, 4)]),
    )
  })
})

test.each(['end1', 'bezier_t0p5'])('digits_mlp: the top five at %s', async (point) => {
  const { lab, request } = await prepare('digits_mlp')
  const events: HessianEvent[] = []
  const asked = { ...request, coefficients: mixes[point] ?? [] }
  const found = await awaitDone(lab.hessian(onlyJob, asked, (event) => events.push(event)))
  const wanted = fixtureTensor(science, `digits_mlp.hessian.${point}.top5`)
  found.largest.forEach(({ value }, k) => {
    expect(Math.abs(value / (wanted[k] as number) - 1)).toBeLessThan(1e-4)
  })
  const [smallest] = fixtureTensor(science, `digits_mlp.hessian.${point}.smallest`)
  const scale = wanted[0] as number
  expect(Math.abs((found.smallest[0]?.value ?? 0) - (smallest as number))).toBeLessThan(1e-4 * scale)
  expect(events.length).toBeGreaterThan(0)
  const again = await awaitDone(lab.hessian(onlyJob, asked, () => {}))
  expect({ ...again, elapsedMs: 0 }).toEqual({ ...found, elapsedMs: 0 })
})

test('digits_bn: batch norm frozen at either statistics; on fewer rows; cancelled', async () => {
  const { lab, request } = await prepare('digits_bn')
  const small = { ...request, largest: 1, smallest: 1, mostProducts: 12, samples: 300 }
  const recomputed = await awaitDone(lab.hessian(onlyJob, small, () => {}))
  const stored = await awaitDone(lab.hessian(onlyJob, { ...small, batchNorm: 'stored' }, () => {}))
  expect(recomputed).toMatchObject({ sampleCount: 300, products: 12 })
  expect(recomputed.largest[0]?.value).toBeGreaterThan(0)
  expect(stored.largest[0]?.value).not.toBeCloseTo(recomputed.largest[0]?.value ?? 0, 3)
  const cancelled = await lab.hessian(
    onlyJob,
    { ...small, mostProducts: 200 },
    () => void lab.cancel(onlyJob),
  )
  expect(cancelled).toEqual({ state: 'cancelled' })
})
