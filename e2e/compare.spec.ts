import { readFile } from 'node:fs/promises'
import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

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

test('the side of the open study goes back with its film, on scales that stay, and tells the moment @cpu', async ({
  lab,
  page,
}) => {
  await lab.open(tiny)
  await lab.runAll()
  await lab.button('Compare with another study …').click()
  const stage = page.getByRole('region', { name: 'Two studies side by side' })
  await stage.getByRole('button', { name: 'compare with Two moons, one bend' }).click()
  const left = stage.getByRole('region', { name: /^1 · / })
  const right = stage.getByRole('region', { name: /^2 · / })
  const profile = (side: typeof left) => side.getByRole('img', { name: /along t:/ })
  const line = () => profile(left).locator('[data-series="curve"] path').getAttribute('d')
  const ticks = (side: typeof left) => profile(side).locator('.axes text').allTextContents()
  const bend = () =>
    left
      .getByRole('img', { name: /^plane of/ })
      .locator('.curve')
      .getAttribute('d')
  const colors = (side: typeof left) =>
    side.getByRole('img', { name: /^colours of train nll/ }).getAttribute('aria-label')
  const barrier = stage.getByRole('row', { name: 'barrier on the curve, nats' }).getByRole('cell')
  const choose = async (quantity: string) => {
    await stage.getByRole('combobox', { name: 'Quantity' }).click()
    await page.getByRole('option', { name: quantity, exact: true }).click()
  }
  const state = async () => [await line(), await bend(), await barrier.allTextContents()]
  await expect(right.getByRole('img', { name: /^plane of/ })).toBeVisible()
  const finished = [await state(), await colors(left), await ticks(left)]

  // Opened and scrubbed by keys alone.
  await left.getByRole('button', { name: 'Watch it train' }).press('Enter')
  const film = left.getByRole('region', { name: 'film of the training' })
  const moment = film.getByRole('slider', { name: 'moment of the training' })
  await expect(moment).toBeFocused()
  await page.keyboard.press('Home')
  await expect(film).toContainText(/epoch \d+ of 20/)
  await expect(left.getByRole('heading', { level: 3 }).locator('..')).toContainText(/at epoch \d+/)
  await expect(right).not.toContainText('at epoch')
  await expect(stage.getByRole('columnheader', { name: /^1 · .* at epoch \d+$/ })).toBeVisible()
  await expect(stage).toContainText(/Of study 1 the figures of the curve are those at epoch \d+/)
  await expect(barrier).not.toContainText(['…', /\d/, '…'])
  await expect.poll(line).toBeTruthy()
  const first = await state()
  first.forEach((part, index) => {
    expect(part).not.toEqual(finished[0]?.[index])
  })

  // Colours and axes are the same at every moment, and the same on both sides.
  await expect(async () => {
    await page.keyboard.press('Home')
    const early = await ticks(left)
    await page.keyboard.press('End')
    expect(await ticks(left)).toEqual(early)
  }).toPass()
  await expect(film).toContainText('epoch 20 of 20')
  await expect.poll(async () => (await state())[0]).not.toBe(first[0])
  expect(await ticks(right)).toEqual(await ticks(left))
  expect([await colors(left), await colors(right)]).toEqual([finished[1], finished[1]])

  // What a film cannot tell is not shown beside it either: its planes are of train nll, the lines along t of anything.
  await choose('error')
  for (const side of [left, right]) {
    await expect(side.getByRole('img', { name: /^plane of .*: train nll$/ })).toBeVisible()
    await expect(profile(side)).toHaveAttribute('aria-label', /train error along t/)
  }
  expect(await findGraveViolations(page)).toEqual([])
  await choose('nll')

  await film.getByRole('button', { name: 'Show the result' }).press('Enter')
  await expect(film).toHaveCount(0)
  await expect(left.getByRole('button', { name: 'Watch it train' })).toBeFocused()
  await expect(stage).not.toContainText('at epoch')
  expect([await state(), await colors(left), await ticks(left)]).toEqual(finished)
  await lab.expectFresh()
})
