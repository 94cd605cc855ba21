import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${colorScheme}, ${width} pixels wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true })

      test('the first paint has no serious accessibility problem', async ({ lab, page }) => {
        await lab.open()
        await lab.expectFresh()
        expect(await findGraveViolations(page)).toEqual([])
      })

      test('nothing is wider than the window', async ({ lab, page }) => {
        await lab.open()
        const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overhang).toBeLessThanOrEqual(0)
      })
    })
  }
}

test('the page has one heading of the first level at every width', async ({ lab, page }) => {
  await lab.open()
  for (const width of [1440, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 800 })
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    await expect(page.getByRole('heading', { level: 1 })).toHaveAccessibleName(/Isthmus/)
  }
})
