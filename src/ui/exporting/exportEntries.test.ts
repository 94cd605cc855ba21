import { expect, it } from 'vitest'
import { runExperiment } from '../../store/experiments/runExperiment.ts'
import { createFinishedStudy } from '../../store/fakes/createFakeStudy.ts'
import { createEntries } from './exportEntries.ts'

it('folds the snapshots of a race and shows every other network by itself, in all its formats', async () => {
  const { study } = await createFinishedStudy({ raceEpochs: 8, raceCycle: 2, raceCycles: 3, raceRepeats: 1 })
  const networksOf = () => createEntries(study.store.getState()).find(({ group }) => group === 'networks')
  const before = networksOf()
  expect(before?.folds).toEqual([])
  expect(before?.entries.map(({ names }) => names[0])).toContain('bend-1.safetensors')

  expect(await runExperiment(study, 'race')).toBe('done')
  const after = networksOf()
  expect(after?.entries).toEqual(before?.entries)
  expect(after?.folds.map(({ kind, entries }) => [kind, entries.length])).toEqual([
    ['fge', 4],
    ['sse', 3],
  ])
  expect(after?.folds[1]?.entries[0]).toEqual({
    group: 'networks',
    title: 'SSE snapshot 1',
    help: 'Collected by the first snapshot ensemble of the race.',
    names: ['snapshot-sse-1.safetensors', 'snapshot-sse-1.npz'],
    lack: undefined,
  })
})

it('folds experiments that were not run behind one line, and shows one that was', async () => {
  const { study } = await createFinishedStudy({ raceEpochs: 8, raceCycle: 2, raceCycles: 3, raceRepeats: 1 })
  const experimentsOf = () =>
    createEntries(study.store.getState()).find(({ group }) => group === 'experiments')
  const before = experimentsOf()
  expect(before?.entries).toEqual([])
  expect(before?.folds.map(({ kind }) => kind)).toEqual(['waiting'])

  expect(await runExperiment(study, 'race')).toBe('done')
  const after = experimentsOf()
  expect(after?.entries.map(({ names }) => names[0])).toEqual(['race.npz'])
  expect(after?.folds[0]?.entries).toHaveLength((before?.folds[0]?.entries.length ?? 0) - 1)
})
