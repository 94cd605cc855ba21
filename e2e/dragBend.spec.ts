import { expect, test } from './fixtures.ts'
import { type LabPage, tiny } from './labPage.ts'

async function centreOf(lab: LabPage): Promise<{ x: number; y: number }> {
  const box = await lab.bend.boundingBox()
  if (!box) throw new Error('the bend is not on screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function lineOf(lab: LabPage): Promise<string> {
  return (await lab.curveLine.getAttribute('d')) ?? ''
}

/** A bend put down: both ways on are offered, and the exact profile is there. */
async function expectHeld(lab: LabPage, before: string): Promise<void> {
  await expect(lab.button('Optimise from here')).toBeVisible()
  await expect(lab.button('Put it back')).toBeVisible()
  await expect.poll(() => lineOf(lab)).not.toBe(before)
  await lab.expectProfileFresh()
}

test.beforeEach(async ({ lab }) => {
  await lab.open(tiny)
  await lab.runAll()
})

test('the mouse takes the bend: the profile follows the hand, and putting it back restores it', async ({
  lab,
  page,
}) => {
  const before = await lineOf(lab)
  const figures = await lab.figures('curve')
  const at = await centreOf(lab)
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  // The page does not know yet how long an exact profile takes.
  await page.mouse.move(at.x + 10, at.y + 30)
  await expect(lab.button('Cancel').first()).toBeVisible()
  await expect(lab.preview).toHaveCount(1)
  await page.mouse.move(at.x + 20, at.y + 60, { steps: 4 })
  await expect
    .poll(() => lineOf(lab), 'the exact profile arrives while the bend is in the hand')
    .not.toBe(before)
  await page.mouse.up()
  await expectHeld(lab, before)
  await expect(lab.preview).toHaveCount(0)
  const moved = await centreOf(lab)
  expect(Math.abs(moved.x - at.x - 20)).toBeLessThan(2)
  expect(Math.abs(moved.y - at.y - 60)).toBeLessThan(2)
  expect(await lab.figures('curve')).not.toEqual(figures)

  await lab.button('Put it back').click()
  await expect.poll(() => lineOf(lab)).toBe(before)
  expect(await lab.figures('curve')).toEqual(figures)
  await lab.expectFresh()
})

test('undo and redo go over a moved bend', async ({ lab, page }) => {
  const before = await lineOf(lab)
  const at = await centreOf(lab)
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x - 30, at.y + 50, { steps: 3 })
  await page.mouse.up()
  await expectHeld(lab, before)
  const held = await lineOf(lab)
  await page.keyboard.press('Control+z')
  await expect.poll(() => lineOf(lab)).toBe(before)
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => lineOf(lab)).toBe(held)
  await expect(lab.button('Put it back')).toBeVisible()
})

test('optimise from here trains the curve further from where the bend was put', async ({ lab, page }) => {
  const at = await centreOf(lab)
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x, at.y - 40, { steps: 3 })
  await page.mouse.up()
  await lab.button('Optimise from here').click()
  await lab.expectFresh()
  await lab.openStep('Curve')
  await expect(lab.step('Curve')).toContainText('Optimised from a place chosen by hand')
  await expect(page.getByText('previous curve', { exact: true }).first()).toBeVisible()
})

test('arrow keys move the bend, Shift more and Alt less; Escape gives it up', async ({ lab, page }) => {
  const before = await lineOf(lab)
  const at = await centreOf(lab)
  await lab.bend.focus()
  await page.keyboard.press('ArrowDown')
  const once = await centreOf(lab)
  expect(once.y).toBeGreaterThan(at.y)
  await page.keyboard.press('Shift+ArrowDown')
  const coarse = await centreOf(lab)
  expect(coarse.y - once.y).toBeGreaterThan(3 * (once.y - at.y))
  await page.keyboard.press('Escape')
  await expect.poll(async () => (await centreOf(lab)).y).toBeCloseTo(at.y, 0)
  await expect.poll(() => lineOf(lab)).toBe(before)

  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Enter')
  await expectHeld(lab, before)
})

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, viewport: { width: 820, height: 1180 } })

  test('a finger takes the bend', async ({ lab, page }) => {
    const before = await lineOf(lab)
    await lab.bend.scrollIntoViewIfNeeded()
    const at = await centreOf(lab)
    const touch = await page.context().newCDPSession(page)
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', dx: number, dy: number) =>
      touch.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: at.x + dx, y: at.y + dy }],
      })
    await send('touchStart', 0, 0)
    for (const step of [1, 2, 3, 4]) await send('touchMove', 5 * step, 15 * step)
    await expect.poll(() => lineOf(lab)).not.toBe(before)
    await send('touchEnd', 0, 0)
    await expectHeld(lab, before)
    const moved = await centreOf(lab)
    expect(Math.abs(moved.y - at.y - 60)).toBeLessThan(2)
  })
})
