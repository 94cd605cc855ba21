import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

test('eigenvalues are found along the segment, and at a point of it @cpu', async ({ lab, page }) => {
  await lab.open({ ...tiny, stage: 'curvature', hessianAt: 'segment', hessianPoints: 3, hessianTop: 2 })
  // All rows are used by an empty field, which says so.
  const rows = page.getByRole('textbox', { name: 'Rows used' })
  await expect(rows).toHaveValue('')
  await expect(rows).toHaveAttribute('placeholder', 'all')
  await rows.fill('50')
  await expect(page).toHaveURL(/hessianRows=50/)
  await rows.fill('')
  await expect(page).not.toHaveURL(/hessianRows/)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await lab.button('Find the eigenvalues').click()
  const table = page.getByRole('table', { name: /^Eigenvalues/ })
  await expect(lab.button('Find again')).toBeVisible({ timeout: 50_000 })
  for (const t of [/^0\.000 /, /^0\.500 /, /^1\.000 /]) {
    await expect(table.getByRole('row', { name: t })).toContainText('±')
  }
  await page.getByRole('combobox', { name: 'Where' }).click()
  await page.getByRole('option', { name: 'One point of the segment' }).click()
  await expect(page.getByText('out of date').first()).toBeVisible()
  await lab.button('Find the eigenvalues').click()
  await expect(lab.button('Find again')).toBeVisible({ timeout: 50_000 })
  await expect(page.getByRole('img', { name: /by rank/ })).toBeVisible()
})
