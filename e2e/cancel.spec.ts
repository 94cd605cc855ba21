import { expect, test } from './fixtures.ts'
import { lengthy, tiny } from './labPage.ts'

test('training can be paused, resumed and cancelled', async ({ lab, page }) => {
  await lab.open(lengthy)
  await lab.button('Run all').click()
  const endpoints = lab.step('Endpoints')
  const bar = endpoints.getByRole('progressbar')
  const done = async () => Number(await bar.getAttribute('aria-valuenow'))
  await expect.poll(done).toBeGreaterThan(0)

  await lab.button('pause training the endpoints').click()
  await expect(endpoints).toContainText('paused')
  // A step that was under way when the pause came may still report.
  await page.waitForTimeout(200)
  const paused = await done()
  await page.waitForTimeout(400)
  expect(await done()).toBe(paused)

  await lab.button('resume training the endpoints').click()
  await expect.poll(done).toBeGreaterThan(paused)

  await lab.button('cancel training the endpoints').click()
  await expect(bar).toHaveCount(0)
  await expect(lab.status).toContainText('Out of date')
  await expect(lab.notice).toHaveCount(0)
  await expect(lab.button('Run all')).toBeEnabled()
  // Nobody has to guess what became of it.
  await expect(endpoints).toContainText(/Cancelled at \d+ %: this training is discarded/)
  await lab.openStep('Endpoints')
  await lab.step('Endpoints').getByRole('textbox', { name: 'Epochs', exact: true }).fill('1')
  await expect(endpoints).not.toContainText('Cancelled')
})

test('the plane can be cancelled: what was evaluated stays, and it goes on from there', async ({ lab }) => {
  await lab.open({ ...tiny, n: 10_000, epochs: 1, curveEpochs: 1, res: 201 })
  await lab.button('Run all').click()
  const bar = lab.step('Landscape').getByRole('progressbar')
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0)
  await lab.button('cancel evaluating the plane').click()
  await expect(bar).toHaveCount(0)
  await expect(lab.status).toContainText('Out of date')
  await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
  await lab.button('Run all').click()
  await expect(bar).toBeVisible()
  await lab.status.getByRole('button', { name: 'Cancel' }).click()
  await expect(bar).toHaveCount(0)
})
