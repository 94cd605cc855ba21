import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

test('a worker of the pool that dies is replaced, and the training goes on', async ({ lab, page }) => {
  await lab.open({ ...tiny, epochs: 1200, n: 4000 })
  await lab.button('Run all').click()
  await expect(lab.step('Endpoints').getByRole('progressbar')).toBeVisible()
  const worker = page.workers().find((one) => one.url().includes('poolWorker'))
  expect(worker).toBeDefined()
  await worker?.evaluate(() => self.close())
  await lab.expectFresh()
})
