import { fileURLToPath } from 'node:url'
import { expect, test } from '../fixtures.ts'

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))

const digits = { data: 'digits', widths: '32-32', epochs: 100, curveEpochs: 150, testShare: 0.2 }

test.use({ viewport: { width: 1440, height: 900 } })

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('the first paint', async ({ lab, page }) => {
      await lab.open()
      await lab.expectFresh()
      await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
      await page.screenshot({ path: `${folder}first-paint-${colorScheme}.png` })
    })

    test('a finished study of the digits', async ({ lab, page }) => {
      await lab.open({ ...digits, res: 41 })
      await lab.button('Run all').click()
      await expect(lab.status).toContainText('All fresh', { timeout: 500_000 })
      await page.screenshot({ path: `${folder}digits-${colorScheme}.png` })
    })
  })
}
