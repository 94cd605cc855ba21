import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

// For axe, whose script the page's policy would not let in.
test.use({ bypassCSP: true })

/** A race of a blink: budgets of 24 epochs, once. */
const race = { ...tiny, fgeEpochs: 4, sseCycles: 3, repeats: 2 } as const

test('the race runs live, fills its table and survives undo @cpu', async ({ lab, page }) => {
  await lab.open(race)
  await lab.openStep('Ensembles')
  await lab.step('Ensembles').getByRole('button', { name: 'The race' }).click()
  await expect(page.getByText('One budget is 24 epochs: 20 for the network')).toBeVisible()
  await lab.button('Run the race').click()
  await expect(lab.button('Run again')).toBeVisible({ timeout: 50_000 })
  const table = page.getByRole('table', { name: 'Ensembles at equal budgets, test split' })
  await expect(table.getByRole('row')).toHaveCount(1 + 12)
  await expect(table.getByRole('row', { name: 'FGE 3 budgets 6' })).toContainText('±')
  const traces = page.getByRole('img', { name: /^FGE: test error/ })
  await expect(traces.locator('.mark.circles')).toHaveCount(2)
  await expect(traces.locator('.mark.diamonds')).toHaveCount(2)
  const byEpochs = page.getByRole('img', { name: /^Single networks and ensembles/ })
  await expect(byEpochs.locator('.mark.crosses')).toHaveCount(6 + 9 + 3)
  await expect(page.getByRole('img', { name: /^Train nll along the chain/ }).locator('.circles')).toHaveCount(
    3,
  )
  expect(await findGraveViolations(page)).toEqual([])

  await lab.button('the paper').click()
  await expect(page.getByText('One budget is 20 epochs: 16 for the network')).toBeVisible()
  await expect(page.getByRole('region', { name: 'The race' })).toContainText('out of date')
  await page.keyboard.press('Control+z')
  await expect(lab.button('Run again')).toBeVisible()
})

test('ensembles along the curve stand beside independent networks @cpu', async ({ lab, page }) => {
  await lab.open({ ...tiny, stage: 'alongCurve', along: 3 })
  await lab.button('Compare along the curve').click()
  await expect(lab.button('Compare again')).toBeVisible({ timeout: 50_000 })
  const pair = page.getByRole('img', { name: /^Test error of the ensemble/ })
  await expect(pair.locator('path.line')).toHaveCount(3)
  const table = page.getByRole('table', { name: 'Ensembles on the test split' })
  await expect(table.getByRole('row')).toHaveText([
    /error, %/,
    /best single point/,
    /both endpoints/,
    /3 points of the curve/,
    /3 independent networks/,
  ])
  await expect(table).not.toContainText('…')
  expect(await findGraveViolations(page)).toEqual([])
})

const surfaces = [
  ['ensemble', 'ensemble error with w₁'],
  ['calibration', 'ensemble ECE with w₁'],
  ['disagreement', 'disagreement with w₁'],
] as const

test('the landscape shows ensembles with w₁ and where networks differ @cpu', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.runAll()
  await lab.expectFresh()
  const quantity = page.getByLabel('quantity that is shown').first()
  const picture = () => lab.heatmap.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
  const pictures = [await picture()]
  for (const [word, name] of surfaces) {
    await quantity.click()
    await page.getByRole('option', { name }).click()
    await expect(page.getByLabel(new RegExp(`^landscape of test, ${name}`))).toBeVisible()
    await expect.poll(() => page.evaluate(() => window.isthmus?.link() ?? '')).toContain(`surface=${word}`)
    const bar = page.getByRole('img', { name: new RegExp(`^colours of test, ${name}`) })
    await expect(bar).toBeVisible({ timeout: 50_000 })
    expect(await lab.paintedShare()).toBeGreaterThan(0.5)
    expect(pictures).not.toContain(await picture())
    pictures.push(await picture())
  }
  await quantity.click()
  await page.getByRole('option', { name: 'Train nll' }).click()
  await expect(page.getByLabel(/^landscape of train nll/)).toBeVisible()

  await page.getByRole('tab', { name: 'Ensembles' }).click()
  await page.getByRole('radiogroup', { name: 'Experiment' }).getByText('Over the plane').click()
  const table = page.getByRole('table', { name: 'Over the grid, test split' })
  await expect(table.getByRole('row')).toHaveCount(5)
  // Somewhere on the plane a network says other classes than w₁.
  const figures = await table.getByRole('row', { name: surfaces[2][1] }).getByRole('cell').allTextContents()
  expect(Number.parseFloat(figures.at(-1) ?? '')).toBeGreaterThan(0)
})

test('networks are picked by pointer and by keyboard, and compared @cpu', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.runAll()
  await lab.expectFresh()
  const box = await lab.heatmap.boundingBox()
  if (!box) throw new Error('no heatmap')
  await page.keyboard.down('Shift')
  await page.mouse.click(box.x + box.width * 0.35, box.y + box.height * 0.3)
  await page.keyboard.up('Shift')
  await expect(page.getByText('1 network picked')).toBeVisible()
  await lab.button('Compare them').click()
  const table = page.getByRole('table', { name: 'Picked networks on the test split' })
  await expect(table.getByRole('row')).toHaveCount(5)

  await lab.button('Add φ(0.50)').press('Enter')
  await page.getByLabel('x', { exact: true }).fill('1')
  await page.getByLabel('y', { exact: true }).fill('0.5')
  await lab.button('Add P(x, y)').press('Enter')
  await expect(page.getByRole('list', { name: 'Picked networks' }).getByRole('listitem')).toHaveCount(3)
  await lab.button('Compare them').click()
  await expect(table.getByRole('row', { name: /^ensemble of 3/ })).toBeVisible()
  await expect(table.getByRole('row')).toHaveCount(1 + 3 + 3)
  expect(await findGraveViolations(page)).toEqual([])

  await page.getByRole('button', { name: 'take φ(0.50) away' }).click()
  await expect(page.getByRole('region', { name: 'Picked networks' })).toContainText('out of date')
})
