import { expect, it } from 'vitest'
import { createFakeStudy } from './fakes/createFakeStudy.ts'
import { waitUntilOpen } from './waitUntilOpen.ts'

it('waits for what is being opened, and no longer than it has patience', async () => {
  const { study } = createFakeStudy()
  await waitUntilOpen(study, 1e9)
  study.store.setState({ opening: true })
  const open = waitUntilOpen(study, 1e9)
  study.store.setState({ opening: false })
  await open
  study.store.setState({ opening: true })
  await waitUntilOpen(study, 1)
  expect(study.store.getState().opening).toBe(true)
})
