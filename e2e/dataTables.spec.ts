import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const tableOf = (page: Page) => page.getByRole('dialog').getByRole('table')

test('the numbers behind charts can be read, paged and copied @cpu', async ({ lab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await lab.open()
  await lab.expectFresh()

  const landscape = page.getByRole('button', { name: 'data of the landscape of train nll' })
  await landscape.focus()
  await page.keyboard.press('Enter')
  await expect(tableOf(page)).toHaveAccessibleName('the landscape of train nll')
  await expect(tableOf(page).getByRole('columnheader')).toHaveText([
    'distance along w₁ → w₂',
    'distance towards the bend',
    'train nll, nats',
  ])
  await expect(page.getByRole('dialog')).toContainText('rows 1 to 100 of 441')
  await page.getByRole('button', { name: 'last rows' }).click()
  await expect(page.getByRole('dialog')).toContainText('rows 401 to 441 of 441')
  await page.getByRole('button', { name: 'Copy all as TSV' }).click()
  await expect(page.getByRole('dialog').getByText('Copied')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.trimEnd().split('\n')).toHaveLength(442)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(landscape).toBeFocused()

  await page.getByRole('button', { name: 'data of the profiles along t' }).click()
  await expect(tableOf(page).getByRole('rowheader')).toHaveCount(61)
  await expect(tableOf(page).getByRole('columnheader')).toHaveText([
    't',
    'segment: train nll, nats',
    'curve: train nll, nats',
    'segment: test accuracy, %',
    'curve: test accuracy, %',
  ])
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'data of Training of the endpoints' }).click()
  await expect(tableOf(page).getByRole('rowheader').first()).toHaveText('w₁')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'data of the picture of the data' }).click()
  await expect(tableOf(page).getByRole('columnheader')).toHaveText(['x', 'y', 'class'])
  await page.keyboard.press('Escape')

  const network = page.getByRole('region', { name: 'The network at t', exact: true })
  await network.scrollIntoViewIfNeeded()
  await network.getByRole('tab', { name: 'Flips' }).click()
  await network.getByRole('button', { name: 'data of test samples that changed class since w₁' }).click()
  await expect(tableOf(page).getByRole('columnheader')).toHaveText([
    't',
    'segment: changed class since w₁, samples',
    'curve: changed class since w₁, samples',
  ])
  await expect(tableOf(page).getByRole('rowheader')).toHaveCount(61)
  await page.keyboard.press('Escape')
  await network.getByRole('tab', { name: 'Calibration' }).click()
  await network.getByRole('button', { name: 'data of the reliability diagram' }).click()
  await expect(tableOf(page).getByRole('rowheader')).toHaveCount(15)
})
