import { exportBytes } from './exportedFile.ts'
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
      /^training of w₁ after epoch 20, [\d.]+ off the plane$/,
    )
    await expect(lab.plane.locator('.trail1 title').first()).toHaveText(/^training of w₂ after epoch 0, /)
  }
})

test('the ways of the bend and of snapshots are drawn in a plane, tabled and exported @cpu', async ({
  lab,
  page,
}) => {
  await lab.open({ ...tiny, plane: 'random', trails: 1, res: 21, fgeEpochs: 4, sseCycles: 3, repeats: 1 })
  await lab.runAll()
  const panel = page.getByRole('region', { name: 'Plane', exact: true })
  const names = panel.getByRole('list', { name: 'Trainings in this plane' }).getByRole('listitem')
  await expect(names).toHaveText(['training of w₁', 'training of w₂', 'bend in training'])
  await page.getByRole('tab', { name: 'Ensembles' }).click()
  await lab.button('Run the race').click()
  await expect(lab.button('Run again')).toBeVisible({ timeout: 50_000 })
  const both = page.getByRole('figure').filter({ hasText: 'Snapshots of both schedules' })
  await expect(both.locator('path.trail')).toHaveCount(2)
  await expect(
    page.getByRole('table', { name: 'Snapshots in this plane' }).getByRole('rowheader'),
  ).toHaveText(['start', 'FGE 1', 'FGE 2', 'SSE 1', 'SSE 2', 'SSE 3'])

  await page.getByRole('tab', { name: 'Landscape' }).click()
  await expect(names).toHaveText([
    'training of w₁',
    'training of w₂',
    'bend in training',
    'snapshots of FGE',
    'snapshots of SSE',
  ])
  await expect(lab.plane.locator('circle.trail4')).toHaveCount(3)
  await expect(lab.plane.locator('.trail3 title').first()).toHaveText(/^bend in training after epoch \d+, /)
  await panel.getByRole('button', { name: 'data of trainings in the plane' }).click()
  await expect(page.getByRole('dialog').getByRole('columnheader')).toHaveText([
    'run',
    'epochs spent',
    'distance along random direction 1',
    'distance along random direction 2',
    'distance from the plane',
  ])
  await expect(page.getByRole('dialog').getByRole('row', { name: 'snapshots of SSE' })).toHaveCount(3)
  await page.keyboard.press('Escape')
  const figure = new TextDecoder().decode(await exportBytes(page, 'plane.svg'))
  for (const name of ['training of w₂', 'bend in training', 'snapshots of FGE', 'snapshots of SSE']) {
    expect(figure).toContain(name)
  }
  expect(figure.match(/class="trail"/g)).toHaveLength(5)
})
