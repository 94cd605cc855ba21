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

test('planes along directions and through a permuted copy, with both trainings drawn in them @cpu', async ({
  lab,
  page,
}) => {
  await lab.open({ ...tiny, plane: 'random', trails: 1, res: 21 })
  await lab.openStep('Landscape')
  for (const { option, axis } of [
    { option: undefined, axis: 'distance along random direction 1' },
    {
      option: 'Training, principal components',
      axis: /^distance along component 1, [\d.]+ % of the variance$/,
    },
    { option: 'Hessian, top eigenvectors', axis: /^distance along eigenvector 1, λ = / },
    { option: 'w₁, w₂, π(w₂)', axis: 'distance towards π(w₂)' },
  ]) {
    if (option) {
      await page.getByRole('combobox', { name: 'Plane through' }).click()
      await page.getByRole('option', { name: option }).click()
    }
    await lab.runAll()
    await expect(page.getByText(axis)).toBeVisible()
    await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
    await expect(lab.plane.locator('.trail0 title').last()).toHaveText(
      /^w₁ after epoch 20, [\d.]+ off the plane$/,
    )
    await expect(lab.plane.locator('.trail1 title').first()).toHaveText(/^w₂ after epoch 0, /)
  }
})
