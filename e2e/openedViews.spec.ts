import { expect, test } from './fixtures.ts'
import type { LabPage } from './labPage.ts'
import { moons } from './scriptedPage.ts'

/** Settings of the views, small ones. */
const small = {
  live: 0,
  points: 11,
  res: 9,
  epochs: 10,
  along: 2,
  alignRes: 9,
  alignCurves: 0,
  hessianAt: 'segment',
  hessianPoints: 2,
  hessianTop: 2,
  trails: 1,
  fgeEpochs: 4,
  sseCycles: 2,
  repeats: 1,
  many: 2,
  modesRes: 9,
  curveEpochs: 10,
} as const

/** Opens the two networks of the moons with their data, and computes what stands on them. */
async function openMoons(lab: LabPage): Promise<void> {
  const { page } = lab
  await lab.open(small)
  const files = moons.map(({ name, bytes }) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  }))
  await page.getByLabel('files to open').setInputFiles(files)
  await lab.button('Open').click()
  await expect(page.getByRole('banner')).toContainText('moons_data.npz')
  await lab.expectFresh()
}

test('opened networks go through the views as trained ones do @cpu', async ({ lab, page }) => {
  await openMoons(lab)
  const [, , , , barrier = ''] = await lab.figures('segment')

  await page.getByRole('tab', { name: 'Symmetry' }).click()
  await lab.button('Align the networks').click()
  await expect(lab.button('Align again')).toBeVisible()
  const barriers = page.getByRole('table', { name: 'Barriers' })
  await expect(barriers.getByRole('row', { name: 'segment to w₂' })).toContainText(barrier)

  await page.getByRole('tab', { name: 'Curvature' }).click()
  await lab.button('Find the eigenvalues').click()
  await expect(lab.button('Find again')).toBeVisible()
  await expect(page.getByRole('row', { name: /^1\.000 / })).toContainText('±')

  await page.getByRole('tab', { name: 'Ensembles' }).click()
  await page.getByRole('radiogroup', { name: 'Experiment' }).getByText('Along the curve').click()
  await lab.button('Compare along the curve').click()
  await expect(lab.button('Compare again')).toBeVisible()
  const table = page.getByRole('table', { name: 'Ensembles on the test split' })
  await expect(table.getByRole('row', { name: '2 independent networks' })).toContainText(/\d/)

  // Nothing is known of how an opened network was trained.
  await page.getByRole('tab', { name: 'Landscape' }).click()
  await lab.openStep('Landscape')
  await page.getByRole('combobox', { name: 'Plane through' }).click()
  await page.getByRole('option', { name: 'Random directions' }).click()
  await expect(lab.step('Landscape')).toContainText('it has no trajectory')
  await lab.runAll()
  await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
})

/** Each view with the button that runs it, what the button says then, and a table of what it came to with a row of numbers. */
const views = [
  [
    'Ensembles',
    'The race',
    'Run the race',
    'Run again',
    'Ensembles at equal budgets, test split',
    'FGE 1 budget',
  ],
  [
    'Ensembles',
    'Over the plane',
    'Compare the plane',
    'Compare again',
    'Over the grid, test split',
    'ensemble',
  ],
  ['Curves', 'Not one path but many', 'Train the curves', 'Train again', 'Distance from the plane', 'w₂'],
  ['Curves', 'Three modes', 'Join the modes', 'Join them again', 'Pairs of modes', 'w₃ – w₁'],
  ['Curves', 'Two objectives', 'Train by both', 'Train by both again', 'Along both curves', 'length'],
] as const

test('opened networks race, are picked, and are joined by curves as trained ones are @cpu', async ({
  lab,
  page,
}) => {
  await openMoons(lab)
  const choose = (name: string) =>
    page.getByRole('radiogroup', { name: 'Experiment' }).getByText(name, { exact: true }).click()
  for (const [tab, name, run, again, table, row] of views) {
    await page.getByRole('tab', { name: tab }).click()
    await choose(name)
    await lab.button(run).click()
    await expect(lab.button(again)).toBeVisible({ timeout: 60_000 })
    const rows = page.getByRole('table', { name: table }).getByRole('row', { name: row })
    await expect(rows.last()).toContainText(/\d/)
  }
  await choose('Wider is easier')
  await expect(page.getByRole('region', { name: 'Wider is easier' })).toContainText(
    'An opened network has the width it has',
  )
  await page.getByRole('tab', { name: 'Ensembles' }).click()
  await choose('Picked networks')
  await lab.button('Add φ(0.50)').click()
  await lab.button('Compare them').click()
  const picked = page.getByRole('table', { name: 'Picked networks on the test split' })
  await expect(picked.getByRole('row', { name: /^φ\(0\.50\) \d/ })).toBeVisible()
})
