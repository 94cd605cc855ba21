import { readFileSync } from 'node:fs'
import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

/** Width and height that a PNG says it has. */
function pngSize(bytes: Buffer): [number, number] {
  expect(bytes.toString('latin1', 1, 4)).toBe('PNG')
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}

test('the landscape rises to a relief, is turned by keys, takes the bend, and lies down again', {
  tag: '@cpu',
}, async ({ lab, page }) => {
  await lab.open({ ...tiny, res: 41 })
  await lab.runAll()
  const box = await lab.plane.boundingBox()
  await page.getByText('3-D', { exact: true }).click()
  const relief = page.getByRole('application', { name: /^3-D landscape: arrow keys turn it/ })
  await expect(relief).toBeVisible()
  await expect(page.getByRole('img', { name: /^3-D landscape of train nll/ })).toBeVisible()
  await expect(lab.plane).toBeHidden()
  expect(await relief.boundingBox()).toEqual(box)
  expect(new URL(page.url()).hash).toContain('view=3d')

  const placeOf = (selector: string) => relief.locator(selector).first().getAttribute('transform')
  const end = await placeOf('.endpoint')
  await relief.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => placeOf('.endpoint')).not.toBe(end)
  const turned = await placeOf('.endpoint')
  await page.keyboard.press('+')
  await expect.poll(() => placeOf('.endpoint')).not.toBe(turned)
  await page.keyboard.press('Home')
  await expect.poll(() => placeOf('.endpoint')).toBe(end)

  // The levels of heavier contours stand on the relief as on the map.
  await page.getByText('Linear', { exact: true }).locator('visible=true').click()
  await expect(relief.locator('.contourLabel').first()).toHaveText(/^[\d.]+$/)
  await page.getByText('Log', { exact: true }).locator('visible=true').click()

  const marker = await placeOf('.moving')
  await page.getByRole('slider', { name: 't, position along the curve' }).focus()
  await page.keyboard.press('Home')
  await expect.poll(() => placeOf('.moving')).not.toBe(marker)

  const line = await lab.curveLine.getAttribute('d')
  const bend = await lab.bend.getAttribute('transform')
  await lab.bend.focus()
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(() => lab.bend.getAttribute('transform')).not.toBe(bend)
  await page.keyboard.press('Enter')
  await expect(lab.button('Put it back')).toBeVisible()
  await expect.poll(() => lab.curveLine.getAttribute('d')).not.toBe(line)
  await lab.button('Put it back').click()
  await expect.poll(() => lab.bend.getAttribute('transform')).toBe(bend)

  const coming = page.waitForEvent('download')
  await lab.button('export the landscape').click()
  await expect(page.getByRole('menuitem', { name: /^surface\.obj/ })).toBeEnabled()
  await page.getByRole('menuitem', { name: /^surface\.png/ }).click()
  const picture = readFileSync(await (await coming).path())
  expect(pngSize(picture)).toEqual([1800, 1320])
  // A relief with its colours is no small file; an empty ground is.
  expect(picture.length).toBeGreaterThan(100_000)

  await page.getByText('2-D', { exact: true }).click()
  await expect(lab.plane).toBeVisible()
  await expect(relief).toHaveCount(0)
  expect(await lab.paintedShare()).toBeGreaterThan(0.5)
})

test('a bend that is let go in 3-D stays where it was in the hand', { tag: '@cpu' }, async ({
  lab,
  page,
}) => {
  await lab.open({ ...tiny, res: 41 })
  await lab.runAll()
  await page.getByText('3-D', { exact: true }).click()
  await expect(lab.plane).toBeHidden()
  for (const [right, down] of [
    [-60, 60],
    [140, 0],
    [-40, -80],
  ] as const) {
    const before = await lab.bend.getAttribute('transform')
    const box = await lab.bend.boundingBox()
    if (!box) throw new Error('no bend')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + right, y + down, { steps: 5 })
    await expect(lab.button('Cancel')).toBeVisible()
    await expect.poll(() => lab.bend.getAttribute('transform')).not.toBe(before)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    const held = await lab.bend.getAttribute('transform')
    await page.mouse.up()
    await expect(lab.button('Put it back')).toBeVisible()
    await lab.expectProfileFresh()
    expect(await lab.bend.getAttribute('transform')).toBe(held)
  }
})

test.describe('while the training is watched', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } })

  test('the film goes on in 3-D and in 2-D, and its last moment is where the result stands', {
    tag: '@cpu',
  }, async ({ lab, page }) => {
    await lab.open({ ...tiny, curveEpochs: 200 })
    await lab.button('Run all').click()
    const film = page.getByRole('region', { name: 'film of the training' })
    // A film that is not held ends while a slow machine still raises the landscape.
    await film.getByRole('button', { name: 'pause the film' }).click()
    const relief = page.getByRole('application', { name: /^3-D landscape/ })
    const show = (view: string) => page.getByText(view, { exact: true }).click()
    await show('3-D')
    await expect(relief).toBeVisible()
    await show('2-D')
    await expect(relief).toHaveCount(0)
    await expect(lab.plane).toBeVisible()
    await show('3-D')
    await expect(lab.plane).toBeHidden()

    const moment = film.getByRole('slider', { name: 'moment of the training' })
    const bend = () => lab.bend.getAttribute('transform')
    await moment.focus()
    await page.keyboard.press('Home')
    await expect.poll(() => moment.getAttribute('aria-valuenow')).toBe('0')
    const first = await bend()
    await page.keyboard.press('End')
    await expect.poll(bend).not.toBe(first)
    const link = await page.evaluate(() => window.isthmus?.link())
    await lab.bend.click({ force: true })
    expect(await page.evaluate(() => window.isthmus?.link())).toBe(link)
    await film.getByRole('button', { name: 'Show the result' }).click()
    await expect(relief.locator('.tMarker')).toHaveCount(1)
    await lab.expectFresh()
    await lab.bend.focus()
    await page.keyboard.press('Shift+ArrowUp')
    await expect(lab.button('Cancel').or(lab.button('Put it back')).first()).toBeVisible()
  })
})
