import { expect, test } from './fixtures.ts'
import { lengthy, tiny } from './labPage.ts'

test('one button trains two networks, joins them and draws the plane @both', async ({ lab, page }) => {
  await lab.open({ ...lengthy, n: 4000, epochs: 1500, seed1: 5, live: 0 })
  await expect(lab.status).toContainText('Out of date')
  // A fast machine shows some of them for less than a glance.
  const words = ['Running', 's left', 'the curve is in training']
  const seenWords = await lab.noteWords(words)
  await lab.button('Run all').click()
  await lab.expectFresh()
  expect((await seenWords()).sort()).toEqual(words.sort())
  await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
  await expect(lab.bend).toBeVisible()
  await expect(lab.step('Endpoints')).toContainText(/\d % · .*\d % test/)
  expect(await lab.figures('curve')).toHaveLength(5)
  await expect(page.getByText(/^length .* against .* ratio/)).toBeVisible()
})

test('a changed choice makes what follows from it out of date, and nothing else', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.runAll()
  await lab.openStep('Curve')
  const curve = lab.step('Curve')
  await expect(curve.getByText('fresh', { exact: true })).toBeVisible()
  await curve.getByRole('textbox', { name: 'Epochs' }).fill('25')
  await expect(curve.getByText('out of date', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible()
  await lab.openStep('Endpoints')
  await expect(lab.step('Endpoints').getByText('fresh', { exact: true })).toBeVisible()
  await lab.openStep('Landscape')
  await lab.step('Landscape').getByRole('button', { name: 'Draw the landscape' }).click()
  await lab.expectFresh()
})
