import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { selectOutside } from './outsideMarks.ts'

it('names what the usual window of a plane along directions leaves out, and a window that holds it', async () => {
  const { study } = await createFinishedStudy({ plane: 'random', planeReach: 0.01, resolution: 5 })
  const outside = selectOutside(study.store.getState())
  expect(outside?.names).toContain('w2')
  expect(selectOutside(study.store.getState())).toBe(outside)
  const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = outside?.window ?? []
  const { landscape } = study.store.getState().results
  expect(x0).toBeLessThanOrEqual(landscape?.grid.x.min ?? Number.NaN)
  expect(x1 - x0 + (y1 - y0)).toBeGreaterThan(4 * (landscape?.grid.x.max ?? Number.NaN))
  setChoices(study, { window: [x0, x1, y0, y1] })
  expect(selectOutside(study.store.getState())).toBeUndefined()
})

it('has nothing to say of planes through points', async () => {
  const { study } = await createFinishedStudy()
  expect(selectOutside(study.store.getState())).toBeUndefined()
})
