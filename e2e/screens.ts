import { expect, type Locator, type Page } from '@playwright/test'
import type { LabPage } from './labPage.ts'

/** Called at each screen; `within` finds what is new there. */
export type VisitScreen = (name: string, within: string) => Promise<void>

/** A screen that lies over the page, and how to come to it from the page as it opens; Escape leaves it. */
interface Overlay {
  readonly name: string
  readonly open: (page: Page, lab: LabPage) => Promise<void>
}

const press = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click()

const fromHelp = (item: string) => async (page: Page) => {
  await press('help')(page)
  await page.getByRole('menuitem', { name: item }).click()
}

const overlays: readonly Overlay[] = [
  { name: 'gallery', open: press('gallery') },
  { name: 'lessons', open: press('lessons') },
  { name: 'export', open: press('export') },
  { name: 'share', open: press('share') },
  { name: 'studies', open: (page) => page.getByRole('button', { name: /all studies/ }).click() },
  { name: 'honesty', open: press('What must be known of this picture') },
  { name: 'data table', open: press('data of the landscape of train nll') },
  { name: 'glossary', open: fromHelp('Glossary') },
  {
    name: 'glossary at a term',
    open: (_page, lab) => lab.step('Curve').getByRole('button', { name: 'formula of Shape' }).click(),
  },
  { name: 'keys', open: fromHelp('Keyboard shortcuts') },
  { name: 'about', open: fromHelp('About Isthmus') },
  { name: 'tour', open: fromHelp('A short tour') },
]

/** Presses what lies out of sight, or under its own label. */
const click = (input: Locator) => input.evaluate((element: HTMLElement) => element.click())

/** Goes through all dialogs, drawers and cards of the page, each once. */
export async function visitOverlays(page: Page, lab: LabPage, visit: VisitScreen): Promise<void> {
  for (const { name, open } of overlays) {
    await open(page, lab)
    await expect(page.getByRole('dialog')).toBeVisible()
    await visit(name, '[role="dialog"]')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.locator('body')).not.toBeFocused()
  }
}

/** Goes through the middle of the page: the landscape, all experiments by their names, and the relief. */
export async function visitStages(page: Page, visit: VisitScreen): Promise<void> {
  for (const tab of await page.getByRole('tablist').first().getByRole('tab').all()) {
    await tab.click()
    const views = page.getByRole('radiogroup', { name: 'Experiment', exact: true }).getByRole('radio')
    await expect(page.locator('#landscape section').first()).toBeVisible()
    for (const view of (await views.count()) === 0 ? [undefined] : await views.all()) {
      if (view) await click(view)
      await visit((await view?.getAttribute('value')) ?? `${await tab.textContent()}`, '#landscape')
    }
  }
  await page.getByRole('tab', { name: 'Landscape', exact: true }).click()
  await click(page.getByRole('radio', { name: '3-D', exact: true }))
  await visit('3-D', '#landscape')
  await click(page.getByRole('radio', { name: '2-D', exact: true }))
}

/** The page with every step open, a lesson that runs, and two studies side by side. */
export async function visitPages(page: Page, lab: LabPage, visit: VisitScreen): Promise<void> {
  for (const step of ['Data', 'Network', 'Endpoints', 'Landscape', 'Ensembles']) await lab.openStep(step)
  await visit('steps', 'html')
  await lab.openStep('Curve')
  await press('gallery')(page)
  await press('compare Narrow and wide')(page)
  const comparison = page.getByRole('region', { name: 'Two studies side by side' })
  await expect(comparison.getByRole('img', { name: /^plane of/ })).toHaveCount(2)
  await visit('compare', 'main')
  await comparison.getByRole('button', { name: 'Leave the comparison' }).click()
  await press('lessons')(page)
  await page
    .getByRole('dialog', { name: 'Lessons' })
    .getByRole('button', { name: /^Begin: A bend opens/ })
    .click()
  const lesson = page.getByRole('region', { name: /^lesson: / })
  await expect(lesson.getByRole('region', { name: 'Your turn' })).toBeVisible()
  await visit('lesson', 'html')
  await lesson.getByRole('button', { name: 'Leave the lesson' }).last().click()
  await expect(lesson).toHaveCount(0)
}
