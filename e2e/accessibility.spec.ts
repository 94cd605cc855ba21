import type { Locator, Page } from '@playwright/test'
import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import type { LabPage } from './labPage.ts'

/** Presses what lies out of sight, or under its own label. */
const click = (input: Locator) => input.evaluate((element: HTMLElement) => element.click())

/** A screen, and how to come to it from the page as it opens; Escape leaves it. */
interface Screen {
  readonly name: string
  readonly open: (page: Page, lab: LabPage) => Promise<void>
}

const press = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click()

const fromHelp = (item: string) => async (page: Page) => {
  await press('help')(page)
  await page.getByRole('menuitem', { name: item }).click()
}

const inDialog = (page: Page) => expect(page.getByRole('dialog')).toBeVisible()

/** All that lies over the page. */
const screens: readonly Screen[] = [
  { name: 'gallery', open: press('gallery') },
  { name: 'lessons', open: press('lessons') },
  { name: 'export', open: press('export') },
  {
    name: 'studies',
    open: (page) => page.getByRole('button', { name: /all studies/ }).click(),
  },
  { name: 'honesty', open: press('What must be known of this picture') },
  { name: 'data', open: press('data of the landscape of train nll') },
  { name: 'glossary', open: fromHelp('Glossary') },
  {
    name: 'a term',
    open: async (_page, lab) => lab.step('Curve').getByRole('button', { name: 'formula of Shape' }).click(),
  },
  { name: 'keys', open: fromHelp('Keyboard shortcuts') },
  { name: 'about', open: fromHelp('About Isthmus') },
  { name: 'tour', open: fromHelp('A short tour') },
]

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
      for (const step of ['Data', 'Network', 'Endpoints', 'Landscape', 'Ensembles']) await lab.openStep(step)
      await look('steps')
      await lab.openStep('Curve')

      for (const { name, open } of screens) {
        await test.step(name, async () => {
          await open(page, lab)
          await inDialog(page)
          await look(name, '[role="dialog"]')
          await page.keyboard.press('Escape')
          await expect(page.getByRole('dialog')).toHaveCount(0)
          await expect(page.locator('body')).not.toBeFocused()
        })
      }

      for (const tab of await page.getByRole('tablist').first().getByRole('tab').all()) {
        await tab.click()
        const views = page.getByRole('radiogroup', { name: 'Experiment', exact: true }).getByRole('radio')
        await expect(page.locator('#landscape section').first()).toBeVisible()
        for (const view of (await views.count()) === 0 ? [undefined] : await views.all()) {
          if (view) await click(view)
          const name = `${await tab.textContent()} ${(await view?.getAttribute('value')) ?? ''}`
          await test.step(name, () => look(name, '#landscape'))
        }
      }
      await page.getByRole('tab', { name: 'Landscape', exact: true }).click()
      await click(page.getByRole('radio', { name: '3-D', exact: true }))
      await look('3-D')
      await click(page.getByRole('radio', { name: '2-D', exact: true }))

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
