import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

test('the plane through three modes', async ({ lab, page }) => {
  await lab.open({ ...tiny, plane: 'modes' })
  await lab.runAll()
  await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
  await expect(lab.plane).toContainText('w₃')
  await expect(lab.step('Endpoints')).toContainText(/[\d.]+ · [\d.]+ · [\d.]+ %/)
  await expect(page.getByText('distance towards w₃')).toBeVisible()
})

test('with two bends the picture says that it is a projection, and the selected bend can be moved', async ({
  lab,
  page,
}) => {
  await lab.open({ ...tiny, bends: 2 })
  await lab.runAll()
  await expect(page.getByText('what is drawn is its projection')).toBeVisible()
  await expect(lab.plane).toContainText(/off the plane/)
  await lab.openStep('Landscape')
  await lab.step('Landscape').getByRole('button', { name: '1', exact: true }).click()
  await lab.runAll()
  const bend = page.getByRole('slider', { name: 'bend 1' })
  await bend.focus()
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Enter')
  await expect(lab.button('Put it back')).toBeVisible()
  await expect(lab.preview).toHaveCount(0)
})

test('with batch norm the ends are shown with recomputed and with stored statistics', async ({
  lab,
  page,
}) => {
  await lab.open({
    data: 'digits',
    net: 'cnn',
    channels: '2-2',
    bn: 1,
    epochs: 1,
    curveEpochs: 1,
    testShare: 0.8,
  })
  await lab.button('Run all').click()
  const table = page.getByRole('table', { name: 'batch norm statistics at the ends' })
  await expect(table.getByRole('row', { name: 'w₁' }).getByRole('cell')).toHaveText(
    [/\d/, /\d/, /\d/, /\d/],
    {
      timeout: 50_000,
    },
  )
  const figures = await table.getByRole('row', { name: 'w₁' }).getByRole('cell').allTextContents()
  expect(figures[0]).not.toBe(figures[1])
  await lab.expectFresh()
})

for (const { plane, axis } of [
  { plane: 'random', axis: 'distance along random direction 1' },
  { plane: 'trajectory', axis: /^distance along component 1, [\d.]+ % of the variance$/ },
  { plane: 'hessian', axis: /^distance along eigenvector 1, λ = / },
  { plane: 'aligned', axis: 'distance towards π(w₂)' },
]) {
  test(`the ${plane} plane, with both trainings drawn in it @cpu`, async ({ lab, page }) => {
    await lab.open({ ...tiny, plane, trails: 1, res: 21 })
    await lab.runAll()
    await expect(page.getByText(axis)).toBeVisible()
    await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
    await expect(lab.plane.locator('.trail0 title').last()).toHaveText(
      /^w₁ after epoch 20, [\d.]+ off the plane$/,
    )
    await expect(lab.plane.locator('.trail1 title').first()).toHaveText(/^w₂ after epoch 0, /)
  })
}
