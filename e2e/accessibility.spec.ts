import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import { visitOverlays, visitPages, visitStages } from './screens.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1440, height: 900 }, bypassCSP: true })

    test('no screen has a serious accessibility problem @cpu', async ({ lab, page }) => {
      // Some thirty screens; each is a second or two of axe.
      test.setTimeout(240_000)
      const found: string[] = []
      const look = async (screen: string, within = 'html') => {
        for (const violation of await findGraveViolations(page, {
          within,
          colorsOnly: colorScheme === 'dark',
        }))
          found.push(`${screen}: ${violation}`)
      }
      await lab.open()
      await lab.expectFresh()
      await look('start')
      await visitOverlays(page, lab, look)
      await visitStages(page, look)
      await visitPages(page, lab, look)
      await page.setViewportSize({ width: 390, height: 844 })
      await look('390 pixels')
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overhang).toBeLessThanOrEqual(0)
      expect(found).toEqual([])
    })
  })
}

test('the page has one heading of the first level at every width @cpu', async ({ lab, page }) => {
  await lab.open()
  for (const width of [1440, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 800 })
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    await expect(page.getByRole('heading', { level: 1 })).toHaveAccessibleName(/Isthmus/)
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overhang).toBeLessThanOrEqual(0)
  }
})
