import { expect, it } from 'vitest'
import { writeResults } from '../src/engine/writing/writeResults.ts'
import { npzFormat } from '../src/formats/arrays/npz.ts'
import type { Choices } from '../src/store/choices/choices.ts'
import { setChoices } from '../src/store/choices/editing.ts'
import { type ExperimentName, experimentNames } from '../src/store/experiments/experimentNames.ts'
import { runExperiment } from '../src/store/experiments/runExperiment.ts'
import { exportFile, listExports } from '../src/store/exporting/exportFile.ts'
import { createFakeStudy } from '../src/store/fakes/createFakeStudy.ts'

/** Eight weights of three layers, as many as the fake engine's vectors have. */
const deep = JSON.stringify({
  input: [1],
  layers: [
    { type: 'linear', out: 1, bias: true },
    { type: 'relu' },
    { type: 'linear', out: 1, bias: true },
    { type: 'relu' },
    { type: 'linear', out: 2, bias: true },
  ],
})

const settings: Partial<Choices> = { points: 5, resolution: 5 }
const own: { readonly [N in ExperimentName]?: Partial<Choices> } = {
  race: { epochs: 20, raceEpochs: 8, raceCycle: 2, raceCycles: 4, raceRepeats: 2 },
  alongCurve: { alongCount: 3 },
  picked: {
    picks: [
      { on: 'plane', x: 1, y: 0 },
      { on: 'curve', t: 0.5 },
    ],
  },
  widths: { sweepWidths: [4, 8], sweepBends: [1, 2], sweepRepeats: 2 },
  alignment: { alignResolution: 7 },
  cheatingPath: { network: 'custom', architecture: deep },
  curvature: { hessianPoints: 3, hessianLargest: 2, hessianSmallest: 1 },
}

async function finish(name: ExperimentName) {
  const { study, fake } = createFakeStudy()
  setChoices(study, { ...settings, ...own[name] })
  expect(await runExperiment(study, name)).toBe('done')
  fake.calls.length = 0
  const write = async (ending: string) => {
    await exportFile(study, `${name}.${ending}`)
    return await writeResults(fake.requests('writeResults').at(-1) ?? expect.fail())
  }
  return { study, write }
}

async function readArrays(bytes: Uint8Array<ArrayBuffer>) {
  const file = {
    name: 'a.npz',
    size: bytes.length,
    slice: async (start: number, end: number) => bytes.slice(start, end),
  }
  const read = await npzFormat.parse(file)
  if (read.kind !== 'tensors') return expect.fail()
  expect(read.skipped).toEqual([])
  const arrays = new Map(read.tensors.map((tensor) => [tensor.name, tensor]))
  const about = JSON.parse(new TextDecoder().decode(arrays.get('about')?.data as Uint8Array))
  return { arrays, about, shapeOf: (name: string) => arrays.get(name)?.shape }
}

/** Numbers and texts that are somewhere in a value, null and absent ones aside. */
function countLeaves(value: unknown): number {
  if (value === null || value === undefined) return 0
  if (typeof value !== 'object') return 1
  return Object.values(value).reduce((sum: number, member) => sum + countLeaves(member), 0)
}

/** Elements that JSON can tell. */
function countFinite(values: ArrayLike<unknown>): number {
  return Array.from(values).filter((value) => typeof value !== 'number' || Number.isFinite(value)).length
}

it.each(experimentNames)('brings all numbers of %s back from the three files', async (name) => {
  const { write } = await finish(name)
  const { arrays, about } = await readArrays(await write('npz'))
  expect(about).toMatchObject({ isthmus: name, link: expect.stringMatching(/^#/), batchNorm: 'none' })
  const json = JSON.parse(new TextDecoder().decode(await write('json')))
  expect(json.isthmus).toBe(name)
  arrays.delete('about')
  const told = [...arrays.values()].reduce((sum, { data }) => sum + countFinite(data), 0)
  expect(told + countLeaves(about.texts)).toBe(countLeaves(json.outcome))
  const lines = new TextDecoder()
    .decode(await write('csv'))
    .trimEnd()
    .split('\n')
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines) expect(line.split(',')).toHaveLength((lines[0] ?? '').split(',').length)
})

it('stacks what the records of a list have alike, and keeps texts beside the arrays', async () => {
  const { write } = await finish('race')
  const { about, shapeOf, arrays } = await readArrays(await write('npz'))
  expect(shapeOf('rows.scores.nll')).toEqual([12, 2])
  expect(shapeOf('budget')).toEqual([])
  expect(about.texts['rows.method']).toHaveLength(12)
  expect(arrays.get('traces.fge.epochs')?.dtype).toBe('f64')
  const table = new TextDecoder().decode(await write('csv')).split('\n')
  expect(table[0]).toBe(
    'method,budgets,networks,repetition,test_nll_nats,test_error_percent,test_calibration_error_percent',
  )
  expect(table).toHaveLength(1 + 12 * 2 + 1)
})

it('gives what lies over a plane and inner products two axes', async () => {
  const { write } = await finish('alignment')
  const { shapeOf, arrays } = await readArrays(await write('npz'))
  expect(shapeOf('seen.values.train.nll')).toEqual([7, 7])
  expect(shapeOf('seen.squaredNorms')).toEqual([7, 7])
  const size = Number(arrays.get('seen.geometry.size')?.data[0])
  expect(shapeOf('seen.geometry.products')).toEqual([size, size])
  expect(arrays.get('ways.curve.train.correct')?.dtype).toBe('i32')
})

it('marks a number that only some records have', async () => {
  const { write } = await finish('picked')
  const { arrays, about } = await readArrays(await write('npz'))
  expect(arrays.get('picks.t')?.data).toEqual(Float64Array.of(Number.NaN, 0.5))
  expect(about.texts['picks.on']).toEqual(['plane', 'curve'])
})

it('says what was not run, and holds back what is out of date', async () => {
  const { study } = await finish('widths')
  const lackOf = (name: string) => listExports(study.store.getState()).find((one) => one.name === name)?.lack
  expect(lackOf('widths.csv')).toBeUndefined()
  expect(lackOf('race.npz')).toEqual({ what: 'experiment', state: 'missing' })
  setChoices(study, { epochs: 3 })
  expect(lackOf('widths.csv')).toEqual({ what: 'experiment', state: 'stale' })
  await expect(exportFile(study, 'widths.npz')).rejects.toThrow('the experiment is out of date')
})
