import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

const t = 't, position along the curve'

// axe is injected into the page.
test.use({ bypassCSP: true })

test('the network at t follows slider, keys, pointer and film @cpu', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.runAll()
  const panel = page.getByRole('region', { name: 'The network at t', exact: true })
  await panel.scrollIntoViewIfNeeded()
  const boundary = panel.getByRole('img', { name: /^decision boundary at t = 0.50/ })
  await expect(boundary).toHaveAttribute('data-sharp', 'true')

  await expect(panel).toContainText('it does not show what it makes of data outside this window')
  await panel.getByRole('button', { name: 'What must be known of this picture' }).click()
  await expect(page.getByRole('dialog')).toContainText(/computed, all finite/)
  await expect(page.getByRole('dialog')).toContainText(/all \d+ of train, all \d+ of test/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  // Keys move t, and the panel with it; Space plays to the end from anywhere that needs no space itself.
  await page.getByRole('slider', { name: t }).focus()
  await page.keyboard.press('PageUp')
  await expect(panel.getByRole('heading', { name: 'The network at t = 0.70' })).toBeVisible()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(panel.getByRole('heading', { name: 'The network at t = 0.68' })).toBeVisible()
  await page.getByRole('button', { name: 'speed, now 1×' }).click()
  await page.getByRole('menuitemradio', { name: '2×' }).click()
  await page.getByRole('slider', { name: t }).focus()
  await page.keyboard.press('Space')
  await expect(panel.getByRole('heading', { name: 'The network at t = 1.00' })).toBeVisible()
  await expect(lab.button('play t')).toBeVisible()

  // Under the pointer another moment is seen in all views, and the chosen one comes back.
  const chart = page.getByRole('img', { name: /^train nll along t/ })
  await chart.hover({ position: { x: 60, y: 40 } })
  await expect(panel).toContainText('under the pointer')
  await expect(page.locator('.hoverMarker')).toHaveCount(1)
  await expect(page.locator('.hoverLine')).not.toHaveCount(0)
  await page.getByRole('heading', { name: 'Along the path' }).hover()
  await expect(panel).toContainText('on the curve')
  await expect(page.locator('.hoverMarker')).toHaveCount(0)

  await panel.getByText('Segment', { exact: true }).click()
  await expect(panel).toContainText('on the straight segment')
})

test('digits flip along the segment, and the confusion matrix shows whose @cpu', async ({ lab, page }) => {
  await lab.open({ data: 'digits', net: 'mlp', widths: 16, epochs: 8, curveEpochs: 4, points: 11, live: 0 })
  await lab.runAll()
  const panel = page.getByRole('region', { name: 'The network at t', exact: true })
  await panel.scrollIntoViewIfNeeded()
  await panel.getByText('Segment', { exact: true }).click()
  const flips = panel.getByRole('img', { name: /^test samples that changed class/ })
  await expect(flips.locator('[data-series="segment"]')).toBeAttached()
  await expect(flips.locator('[data-series="curve"]')).toBeAttached()

  // At w₁ nothing has flipped; half-way some digits have, each with its picture, and each tells its course.
  const sample = panel.getByRole('list', { name: 'test samples' }).getByRole('button').first()
  await expect(sample).toHaveAccessibleName(/^sample \d+, label \d: \d at w₁, \d here with/)
  await sample.focus()
  await expect(panel).toContainText(/Sample \d+, label \d: \d to t = 0\.\d+/)
  await page.getByRole('slider', { name: t }).press('Home')
  await expect(panel).toContainText('Every test sample has the class that it has at w₁.')

  await panel.getByRole('tab', { name: 'Confusion' }).click()
  const matrix = panel.getByRole('grid', { name: 'confusion matrix of the test split' })
  await expect(matrix.getByRole('row')).toHaveCount(11)
  const counts = await matrix.getByRole('gridcell').allTextContents()
  const sum = counts.filter((text) => /^\d+$/.test(text)).reduce((total, text) => total + Number(text), 0)
  await expect(panel).toContainText(`of ${sum} test samples right`)
  await matrix
    .getByRole('gridcell', { name: /^[1-9]\d*$/ })
    .first()
    .hover()
  await expect(panel.getByRole('list', { name: 'test samples' })).toBeVisible()

  await matrix.focus()
  await page.keyboard.press('ArrowDown')
  await expect(panel).toContainText(/Label \d, /)

  await panel.getByRole('tab', { name: 'Calibration' }).click()
  await expect(panel.getByRole('img', { name: /^reliability diagram/ }).locator('.accuracy')).not.toHaveCount(
    0,
  )
  expect(await findGraveViolations(page)).toEqual([])
})
