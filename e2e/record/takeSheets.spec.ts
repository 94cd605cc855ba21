import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { visitOverlays, visitPages, visitStages } from '../screens.ts'
import { experimentButtons } from './experimentButtons.ts'
import { type Shot, saveSheet, sheetSizes } from './saveSheet.ts'

const folder = fileURLToPath(new URL('../../docs/images/screens/', import.meta.url))
const home = { width: 1440, height: 900 }

/** Long enough for a chart to be drawn in its new size or theme. */
const settleMs = 500

test.use({ viewport: home, bypassCSP: true })

/** The screen as it is, in every size and both themes. */
async function takeSheet(page: Page, name: string): Promise<void> {
  const shots: Shot[] = []
  for (const { row, ...size } of sheetSizes) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.waitForTimeout(settleMs)
      shots.push({ row, png: await page.screenshot() })
    }
  }
  await page.setViewportSize(home)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.waitForTimeout(settleMs)
  await saveSheet(`${folder}${name.replaceAll(' ', '-').toLowerCase()}.webp`, shots)
}

test('every screen in every size and theme', async ({ lab, page }) => {
  test.setTimeout(1_800_000)
  await lab.open()
  await lab.expectFresh()
  await takeSheet(page, 'start')
  await visitOverlays(page, lab, (name) => takeSheet(page, name))
  await visitStages(page, async (name) => {
    // The page opens with it.
    if (name === 'Landscape') return
    const buttons = experimentButtons[name]
    if (buttons) {
      await lab.button(buttons.run).click()
      await expect(lab.button(buttons.again)).toBeVisible({ timeout: 500_000 })
    }
    await takeSheet(page, name)
  })
  await visitPages(page, lab, (name) => takeSheet(page, name))
})
