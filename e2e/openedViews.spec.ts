import { expect, test } from './fixtures.ts'
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
} as const

test('opened networks go through the views as trained ones do @cpu', async ({ lab, page }) => {
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
