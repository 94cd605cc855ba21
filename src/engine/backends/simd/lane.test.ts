import { test } from 'vitest'
import { bestKernelBuild, compileKernels } from '../../../kernels/loader.ts'
import { readFixture, readPublicData } from '../../../fixtures/readFixture.ts'
import { fixtureTensor } from '../../../fixtures/fixtureTensor.ts'
import { createReferenceProblem } from '../../../fixtures/referenceProblem.ts'
import { curveRows, uniformTs } from '../../../core/curve.ts'
import { Lane } from './lane.ts'

test('smoke', async () => {
  console.log(bestKernelBuild())
  for (const name of ['moons','digits_mlp','digits_bn'] as const) {
  const golden = readFixture(name)
  const { network, dataset } = createReferenceProblem(name, name === 'moons' ? golden : readPublicData('digits'))
  const lane = await Lane.open({ module: await compileKernels('plain'), network, data: dataset, limitBytes: 2**30 })
  const read = (key: string) => Float32Array.from(fixtureTensor(golden, key))
  const coefficients = curveRows('bezier', 3, uniformTs(61))
  const t0 = performance.now()
  const id = lane.openEvaluation({ basis: [read('end1'), read('bend.bezier'), read('end2')], buffers: [], coefficients, splits: ['train','test'], recompute: true, shareFirstLayer: name === 'digits_mlp' })
  let slice = lane.evaluate(id, 16, { start: 0, end: 61 })
  let n = 1
  while (!slice.finished) { slice = lane.evaluate(id, 16); n++ }
  const ms = performance.now() - t0
  for (const split of ['train', 'test'] as const) {
    const want = fixtureTensor(golden, `profile.bezier.${split}_nll`)
    const wantC = fixtureTensor(golden, `profile.bezier.${split}_correct`)
    let worst = 0, wc = 0
    want.forEach((w, i) => { worst = Math.max(worst, Math.abs((slice.sums![split]!.nll[i]!) / dataset[split].count - w) / (2e-6 + 3e-5 * w)); wc = Math.max(wc, Math.abs(wantC[i]! - slice.sums![split]!.correct[i]!)) })
    console.log(name, split, 'worst/tol', worst, 'correct off', wc, ms, 'ms', n)
  }
  }
})
