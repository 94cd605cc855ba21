import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import type { LabPage } from './labPage.ts'

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })

interface Place {
  readonly x: number
  readonly y: number
}

/** Two fingers on a part of the page, `reach` pixels to the left and right of its middle. */
async function createFingers(page: Page, { x, y }: Place) {
  const touch = await page.context().newCDPSession(page)
  const points = (reach: number) => [
    { x: x - reach, y, id: 1 },
    { x: x + reach, y, id: 2 },
  ]
  return {
    async spread(from: number, to: number): Promise<void> {
      const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', reach: number) =>
        touch.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: type === 'touchEnd' ? [] : points(reach),
        })
      await send('touchStart', from)
      for (const share of [0.25, 0.5, 0.75, 1]) await send('touchMove', from + share * (to - from))
      await send('touchEnd', to)
    },
  }
}

async function placeIn(target: Locator, down: number): Promise<Place> {
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (!box) throw new Error('not on the page')
  return { x: box.x + box.width / 2, y: box.y + box.height * down }
}

/** How far the page itself is zoomed. */
function pageZoom(page: Page): Promise<number | undefined> {
  return page.evaluate(() => window.visualViewport?.scale)
}

/** Width of the window of the plane, as the link tells it; undefined for the usual one. */
async function windowWidth(lab: LabPage): Promise<number | undefined> {
  const link = await lab.page.evaluate(() => window.isthmus?.link() ?? '')
  const [low, high] = new URLSearchParams(link).get('window')?.split('_').map(Number) ?? []
  return low === undefined || high === undefined ? undefined : high - low
}

test('two fingers zoom the landscape and leave the page as it is @both', async ({ lab, page }) => {
  await lab.open()
  await lab.expectFresh()
  const usual = lab.button('usual window')
  await expect(usual).toBeDisabled()
  const fingers = await createFingers(page, await placeIn(lab.plane, 0.7))

  await fingers.spread(30, 75)
  await expect(usual).toBeEnabled()
  await lab.expectFresh()
  const near = await windowWidth(lab)
  expect(near).toBeGreaterThan(0)

  await fingers.spread(75, 30)
  await expect.poll(() => windowWidth(lab)).toBeGreaterThan((near ?? 0) * 1.5)
  expect(await pageZoom(page)).toBe(1)

  await usual.tap()
  await lab.expectFresh()
  await expect.poll(() => windowWidth(lab)).toBeUndefined()
})

test('two fingers come closer to the landscape in 3-D and go away from it @both', async ({ lab, page }) => {
  await lab.open()
  await lab.expectFresh()
  await page.getByText('3-D', { exact: true }).tap()
  const relief = page.getByRole('application', { name: /^3-D landscape/ })
  await expect(relief.locator('.endpoint')).toHaveCount(2)
  /** Pixels between the endpoints on the screen. */
  const apart = async () => {
    const places = await relief.locator('.endpoint').evaluateAll((ends) =>
      ends.map((end) => {
        const { x, y } = end.getBoundingClientRect()
        return { x, y }
      }),
    )
    const [first = { x: 0, y: 0 }, second = first] = places
    return Math.hypot(second.x - first.x, second.y - first.y)
  }
  await expect.poll(apart).toBeGreaterThan(50)
  const usual = await apart()
  const fingers = await createFingers(page, await placeIn(relief, 0.85))
  await fingers.spread(40, 60)
  await expect.poll(apart).toBeGreaterThan(usual * 1.2)
  const near = await apart()
  await fingers.spread(60, 30)
  await expect.poll(apart).toBeLessThan(near * 0.8)
  expect(await pageZoom(page)).toBe(1)
})
