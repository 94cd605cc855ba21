import type { Page } from '@playwright/test'
import { galleryStudies } from '../src/lessons/gallery.ts'
import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import { type LinkWords, tiny } from './labPage.ts'
import { experimentButtons } from './record/experimentButtons.ts'

test.use({ colorScheme: 'light', viewport: { width: 1440, height: 900 }, bypassCSP: true })

/** What axe finds in the middle of the page, in both themes or one. */
async function lookAtStage(
  page: Page,
  name: string,
  looks: readonly ('dark' | 'light')[] = ['dark', 'light'],
): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of looks) {
    await page.emulateMedia({ colorScheme })
    // Colours fade from theme to theme.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
    const violations = await findGraveViolations(page, { within: '#landscape' })
    found.push(...violations.map((violation) => `${name}, ${colorScheme}: ${violation}`))
  }
  return found
}

test('what the recorded experiments show has no serious accessibility problem, at any width @cpu', async ({
  lab,
  page,
}) => {
  test.slow()
  await lab.open()
  const found: string[] = []
  for (const { title, link } of galleryStudies) {
    if (!link.includes('stage=')) continue
    await page.setViewportSize({ width: 1440, height: 900 })
    await lab.button('gallery').click()
    await lab.button(`open ${title}`).click()
    await expect(lab.button(`${title}; all studies`)).toBeVisible()
    await lab.expectFresh()
    await expect(page.locator('#landscape').getByRole('table').first()).toBeVisible()
    found.push(...(await lookAtStage(page, title, ['dark'])))
    await page.emulateMedia({ colorScheme: 'light' })
    for (const width of [768, 390]) {
      await page.setViewportSize({ width, height: 900 })
      // Tables hear of their new width with a frame, and are drawn anew after it.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200))))
      const violations = await findGraveViolations(page)
      found.push(...violations.map((violation) => `${title}, ${width} pixels: ${violation}`))
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overhang, `${title}, ${width} pixels`).toBeLessThanOrEqual(0)
    }
  }
  expect(found).toEqual([])
})

const quick = { ...tiny, points: 11, res: 5 }

test('nor has what an experiment shows once it was run @cpu', async ({ lab, page }) => {
  test.slow()
  const found: string[] = []
  const settings: readonly LinkWords[] = [
    { stage: 'manyCurves', many: 2 },
    { stage: 'objectives' },
    { stage: 'cheatingPath' },
    { stage: 'curvature', hessianAt: 'segment', hessianPoints: 2, hessianTop: 1 },
  ]
  for (const words of settings) {
    const name = String(words.stage)
    const { run = '', again = '' } = experimentButtons[name] ?? {}
    await lab.open({ ...quick, ...words })
    await lab.button(run).click()
    await expect(lab.button(again)).toBeVisible({ timeout: 50_000 })
    found.push(...(await lookAtStage(page, name)))
  }
  expect(found).toEqual([])
})
