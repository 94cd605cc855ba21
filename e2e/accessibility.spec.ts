import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { expect, test } from './fixtures.ts'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${colorScheme}, ${width} pixels wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true })

      test('the first paint has no serious accessibility problem', async ({ lab, page }) => {
        await lab.open()
        await lab.expectFresh()
        await page.addScriptTag({ path: axePath })
        const { violations } = await page.evaluate(() =>
          (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
        )
        const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
          [],
        )
      })

      test('nothing is wider than the window', async ({ lab, page }) => {
        await lab.open()
        const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overhang).toBeLessThanOrEqual(0)
      })
    })
  }
}
