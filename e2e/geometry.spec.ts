import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectKept } from './keptStudy.ts'
import { tiny } from './labPage.ts'

const quick = { ...tiny, points: 11 }

/** The frame of an experiment. */
function frame(page: Page, title: string) {
  return page.getByRole('region', { name: title, exact: true })
}

test('the cheating path keeps every label and climbs, and batch norm forbids it @cpu', async ({
  lab,
  page,
}) => {
  await lab.open({ ...quick, stage: 'cheatingPath' })
  const view = frame(page, 'The cheating path')
  await view.getByRole('button', { name: 'Walk the path' }).click()
  const row = view.getByRole('row', { name: 'through the origin' })
  // Labels that changed, of all of the test split.
  await expect(row.getByRole('cell', { name: '0 of 60', exact: true })).toBeVisible()
  await expect(row).toContainText('0.693')
  await expect(view.getByRole('button', { name: 'Walk it again' })).toBeVisible()

  await lab.open({ ...quick, stage: 'cheatingPath', bn: 1 })
  await expect(view.getByRole('status')).toContainText(/batchnorm/)
  await expect(view.getByRole('button', { name: 'Walk the path' })).toBeDisabled()
})

test('three modes are joined pair by pair @cpu', async ({ lab, page }) => {
  await lab.open({ ...quick, stage: 'threeModes', modesRes: 7 })
  const view = frame(page, 'Three modes')
  await view.getByRole('button', { name: 'Join the modes' }).click()
  await expect(view.getByRole('button', { name: 'Join them again' })).toBeVisible()
  await expect(view.getByRole('img', { name: /graph of three modes: w₁ – w₂: segment / })).toBeVisible()
  await expect(view.getByRole('img', { name: /^The plane through the modes/ })).toBeVisible()
  await expect(view.getByRole('table').getByRole('row')).toHaveCount(4)
})

test('both objectives are trained and compared @cpu', async ({ lab, page }) => {
  await lab.open({ ...quick, stage: 'objectives' })
  const view = frame(page, 'Two objectives')
  await view.getByRole('button', { name: 'Train by both' }).click()
  await expect(view.getByRole('button', { name: 'Train by both again' })).toBeVisible()
  await expect(view.getByRole('row', { name: '(1), over arc length' })).toBeVisible()
  await expect(view).toContainText(/The bends of the two curves are [\d.]+ apart/)
})

test('a sweep of widths trains only what other settings add, after a reload too @cpu', async ({
  lab,
  page,
}) => {
  await lab.open({ ...quick, stage: 'widths', sweepWidths: '2-4', sweepBends: '1-2', sweepRepeats: 1 })
  const view = frame(page, 'Wider is easier')
  await view.getByRole('button', { name: 'Start the sweep' }).click()
  await expect(view).toContainText('4 of 4 curves')
  await expect(view.getByRole('button', { name: 'Sweep again' })).toBeVisible()
  await view.getByRole('textbox', { name: 'Widths' }).fill('2, 4, 8')
  await view.getByRole('textbox', { name: 'Widths' }).press('Enter')
  await expect(view).toContainText('4 of 6 curves')
  await expectKept(lab)
  await page.reload()
  await expect(view).toContainText('4 of 6 curves')
  await view.getByRole('button', { name: 'Start the sweep' }).click()
  await expect(view).toContainText('6 of 6 curves')
  await expect(view.getByRole('row', { name: '8, 2' })).toBeVisible()
})

test('the plane of many curves goes through any three networks @cpu', async ({ lab, page }) => {
  await lab.open({ ...quick, stage: 'manyCurves', many: 2, res: 7 })
  const view = frame(page, 'Not one path but many')
  await view.getByRole('button', { name: 'Train the curves' }).click()
  await expect(view.getByRole('img', { name: /^A plane through three/ })).toBeVisible()
  const rows = view.getByRole('table').filter({ hasText: 'Distance from the plane' }).getByRole('row')
  await expect(rows.filter({ hasText: 'bend of seed 101' })).not.toContainText(/0\.00$/)
  await view.getByRole('combobox', { name: 'Right' }).click()
  await page.getByRole('option', { name: 'bend of seed 101' }).click()
  await expect(rows.filter({ hasText: 'bend of seed 101' })).toContainText(/0\.00$/)
})

test('ends that were trained by different recipes are joined, and the link says how @cpu', async ({
  lab,
  page,
}) => {
  await lab.open(quick)
  await lab.openStep('Endpoints')
  const step = lab.step('Endpoints')
  await step.getByRole('button', { name: 'More settings' }).click()
  await step.getByText('Own recipe for w₂').click()
  await step.getByRole('radiogroup', { name: 'Optimiser' }).last().getByText('Adam').click()
  await step.getByRole('textbox', { name: 'Learning rate' }).last().fill('0.01')
  await step.getByRole('textbox', { name: 'Batch size' }).last().fill('16')
  await lab.runAll()
  const { optimizer, optimizer2, batchSize, batchSize2 } = await page.evaluate(
    () => window.isthmus?.choices() ?? ({} as never),
  )
  expect([optimizer, optimizer2, batchSize, batchSize2]).toEqual(['sgd', 'adam', 32, 16])
  expect(await lab.figures('curve')).toHaveLength(5)
  const link = await lab.copyLink()
  await page.goto('about:blank')
  await lab.open(link)
  await expect(lab.status).toContainText('same numbers as recorded', { timeout: 50_000 })
  await lab.openStep('Endpoints')
  await step.getByRole('button', { name: 'More settings' }).click()
  await expect(step.getByRole('textbox', { name: 'Batch size' }).last()).toHaveValue('16')
})
