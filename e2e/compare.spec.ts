import { readFile } from 'node:fs/promises'
import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'

test.use({ bypassCSP: true })

test('two studies are compared on the same scales, from a preset, a choice and a swap @cpu', async ({
  lab,
  page,
}) => {
  await lab.open()
  await lab.button('gallery').click()
  await lab.button('compare Narrow and wide').click()
  const stage = page.getByRole('region', { name: 'Two studies side by side' })
  const left = stage.getByRole('region', { name: '1 · Spirals, 8 units a layer' })
  const right = stage.getByRole('region', { name: '2 · Spirals, 32 units a layer' })
  const colors = (side: typeof left) =>
    side.getByRole('img', { name: /^colours of train nll/ }).getAttribute('aria-label')
  await expect(left.getByRole('img', { name: /^plane of/ })).toBeVisible()
  await expect(right.getByRole('img', { name: /^plane of/ })).toBeVisible()
  expect(await colors(left)).toBe(await colors(right))
  const ticks = (side: typeof left) =>
    side
      .getByRole('img', { name: /along t:/ })
      .locator('.axes text')
      .allTextContents()
  expect(await ticks(left)).toEqual(await ticks(right))
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0)
    expect(await findGraveViolations(page)).toEqual([])
  }

  // Each side has facts of its own, of its plane and of its losses along t.
  for (const side of [left, right]) {
    const buttons = side.getByRole('button', { name: 'What must be known of this picture' })
    await expect(buttons).toHaveCount(2)
    await buttons.first().click()
    await expect(page.getByRole('dialog')).toContainText('computed, ')
    await page.keyboard.press('Escape')
    await buttons.last().click()
    await expect(page.getByRole('dialog')).toContainText('points along t')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }

  // A moment that is pointed at is shown on every side, in planes and charts alike.
  await right.getByRole('img', { name: /along t:/ }).hover({ position: { x: 120, y: 80 } })
  for (const side of [left, right]) {
    await expect(side.locator('.hoverMarker')).toHaveCount(1)
    await expect(side.locator('.hoverLine')).toHaveCount(1)
  }
  await stage.getByRole('heading', { name: 'Two studies side by side' }).hover()
  await expect(stage.locator('.hoverMarker')).toHaveCount(0)
  await left.locator('.tMarker').scrollIntoViewIfNeeded()
  const marker = await left.locator('.tMarker').boundingBox()
  if (!marker) throw new Error('no marker at t')
  await page.mouse.move(marker.x + marker.width / 2, marker.y + marker.height / 2)
  await expect(right.locator('.hoverMarker')).toHaveCount(1)
  await page.mouse.move(0, 0)

  for (const [what, columns] of [
    [/^data of the plane of/, 3],
    [/^data of the losses along t of/, 3],
  ] as const) {
    await right.getByRole('button', { name: what }).click()
    const table = page.getByRole('dialog').getByRole('table')
    await expect(table.getByRole('columnheader')).toHaveCount(columns)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }

  const axisOf = (side: typeof left) =>
    side
      .getByRole('img', { name: /^plane of/ })
      .locator('.axes text')
      .allTextContents()
  await stage.getByRole('switch', { name: 'Same distance to a pixel' }).press('Space')
  await expect(stage.getByRole('switch')).toBeChecked()
  expect((await axisOf(left)).length).toBeGreaterThan(4)
  await page.getByRole('slider', { name: 't, position along the curve' }).press('Home')
  await expect(stage.locator('output').filter({ hasText: 't = 0.00' })).toBeVisible()
  for (const side of [left, right]) await expect(side.locator('.tMarker')).toBeVisible()

  const parameters = stage.getByRole('row', { name: 'parameters' }).getByRole('cell')
  await expect(parameters).toHaveText(['123', '1 251', '+1 128'])
  await stage.getByRole('button', { name: 'Save' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'comparison.csv' }).click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toContain('parameters,,123,1251,1128\n')
  await stage.getByRole('button', { name: 'Save' }).click()
  const [figure] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'comparison.svg' }).click(),
  ])
  const svg = await readFile(await figure.path(), 'utf8')
  expect(svg.match(/Spirals, (8|32) units a layer: train nll</g)).toHaveLength(4)

  await stage.getByRole('button', { name: 'Swap' }).click()
  await expect(stage.getByRole('region', { name: '1 · Spirals, 32 units a layer' })).toBeVisible()
  await expect(parameters).toHaveText(['1 251', '123', '−1 128'])
  await stage.getByRole('button', { name: 'Choose another' }).click()
  await stage.getByRole('button', { name: 'compare with Two moons, one bend' }).click()
  await expect(stage.getByRole('region', { name: '2 · Two moons, one bend' })).toBeVisible()

  await lab.button('Leave the comparison').click()
  await expect(stage).toBeHidden()
  await expect(lab.plane).toBeVisible()
  await lab.expectFresh()
})
