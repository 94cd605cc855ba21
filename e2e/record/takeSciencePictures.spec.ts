import { fileURLToPath } from 'node:url'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { formatWords, type LabPage, type LinkWords } from '../labPage.ts'
import { experimentButtons } from './experimentButtons.ts'
import { savePicture } from './savePicture.ts'

const folder = fileURLToPath(new URL('../../docs/images/science/', import.meta.url))

/** Two moons that every figure shows something of: noisy enough that networks err. */
const study = { n: 600, noise: 0.3, epochs: 100, curveEpochs: 100, points: 61, live: 0 } as const

/** The middle of the page alone. */
const alone = { hide: 'steps~path~moment~experiments' } as const

const width = 860
/** Views go on below; planes are shown whole. */
const mostHeight = 660

test.use({ viewport: { width, height: 1000 }, colorScheme: 'light' })

/** Opens a study of which the steps are not seen. */
async function open(page: Page, words: LinkWords): Promise<void> {
  await page.goto(`./#${formatWords(words)}`)
  await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible()
}

async function take(page: Page, name: string, shown: Locator): Promise<void> {
  await shown.scrollIntoViewIfNeeded()
  const box = await shown.boundingBox()
  if (!box) throw new Error(`${name} is out of sight`)
  const top = Math.max(0, box.y)
  const clip = { x: box.x, y: top, width: box.width, height: Math.min(box.height, mostHeight) }
  await savePicture(`${folder}${name}.webp`, await page.screenshot({ clip }))
}

/** Leaves of an experiment's view what it came to. */
async function keepOutcome(view: Locator): Promise<void> {
  await view.evaluate((section) => {
    const parts = [...section.children] as HTMLElement[]
    const isOutcome = (part: HTMLElement) => part.querySelector('svg[role="img"], table') !== null
    for (const part of parts.slice(1, parts.findIndex(isOutcome))) part.style.display = 'none'
    window.scrollTo(0, 0)
  })
}

/** Words that a view needs besides. */
const viewWords: Readonly<Record<string, LinkWords>> = { race: { fgeStart: 'schedule' } }

for (const [stage, { run, again }] of Object.entries(experimentButtons)) {
  test(`the view ${stage}`, async ({ lab, page }) => {
    await open(page, { ...study, ...alone, ...viewWords[stage], stage })
    await lab.button(run).click()
    await expect(lab.button(again)).toBeVisible({ timeout: 500_000 })
    const view = page.locator('main section[aria-label]:visible').first()
    await keepOutcome(view)
    await take(page, stage, view)
  })
}

async function drawLandscape(lab: LabPage, words: LinkWords): Promise<Locator> {
  await open(lab.page, { ...study, ...alone, ...words })
  await lab.button('Run all').click()
  await lab.expectFresh()
  await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
  return lab.page.getByRole('region', { name: 'Plane', exact: true })
}

for (const [name, words] of [
  ['random', { plane: 'random', res: 41 }],
  ['trajectory', { plane: 'trajectory', trails: 1, res: 41 }],
  ['hessian', { plane: 'hessian', res: 41 }],
  ['disagreement', { surface: 'disagreement', res: 41 }],
  ['ensembleError', { surface: 'ensemble', res: 41 }],
  ['ensembleCalibration', { surface: 'calibration', res: 41 }],
  ['recipes', { own2: 1, opt2: 'adam', lr2: 0.01, batch2: 16, res: 41 }],
] as const) {
  test(`the plane ${name}`, async ({ lab, page }) => {
    const plane = await drawLandscape(lab, { ...words, hide: `${alone.hide}~toolbar` })
    if ('surface' in words) {
      const bar = page.getByRole('img', { name: /^colours of test, / })
      await expect(bar).toBeVisible({ timeout: 60_000 })
      await expect(plane.getByRole('progressbar')).toHaveCount(0)
    }
    await take(page, name, plane)
  })
}

test('picked networks', async ({ lab, page }) => {
  await open(page, { ...study, ...alone, stage: 'picked' })
  await lab.button('Add φ(0.50)').click()
  await page.getByLabel('x', { exact: true }).fill('1')
  await page.getByLabel('y', { exact: true }).fill('1')
  await lab.button('Add P(x, y)').click()
  await lab.button('Compare them').click()
  const view = page.getByRole('region', { name: 'Picked networks' })
  await expect(view.getByRole('table')).toBeVisible({ timeout: 100_000 })
  await keepOutcome(view)
  await take(page, 'picked', view)
})

test('snapshots of the race', async ({ lab, page }) => {
  await open(page, { ...study, ...alone, ...viewWords.race, stage: 'race' })
  await lab.button(experimentButtons.race?.run ?? '').click()
  await expect(lab.button(experimentButtons.race?.again ?? '')).toBeVisible({ timeout: 500_000 })
  const chart = (name: string) => page.getByRole('figure').filter({ has: page.getByRole('img', { name }) })
  await take(page, 'raceTable', page.getByRole('table', { name: 'Ensembles at equal budgets, test split' }))
  await take(page, 'raceChain', chart('Train nll along the chain of snapshots').first())
  await take(page, 'racePrincipal', chart('Snapshots in the plane of their two principal directions').first())
  await take(page, 'racePlane', page.getByRole('figure').filter({ hasText: 'Snapshots of both schedules' }))
})

test('calibration of the network at t', async ({ lab, page }) => {
  await open(page, { ...study, hide: 'steps~path~experiments', moment: 'calibration' })
  await lab.button('Run all').click()
  await lab.expectFresh()
  const view = page.getByRole('region', { name: 'The network at t' })
  await expect(view).toContainText(/\d %/)
  await take(page, 'calibration', view)
})

test('what must be known of a picture', async ({ lab, page }) => {
  const plane = await drawLandscape(lab, { from: 0.001, to: 0.002 })
  await plane.getByRole('button', { name: 'What must be known of this picture' }).click()
  await expect(page.getByRole('dialog')).toContainText('beyond the range of colours')
  await take(page, 'honesty', page.getByRole('dialog'))
})
