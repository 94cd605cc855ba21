import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

test('the units of w₂ take the places of those of w₁, and both barriers are told @cpu', async ({
  lab,
  page,
}) => {
  await lab.open({ ...tiny, stage: 'alignment', alignRes: 9 })
  await lab.button('Align the networks').click()
  const barriers = page.getByRole('table', { name: 'Barriers' })
  await expect(barriers.getByRole('row', { name: 'curve to π(w₂)' })).toBeVisible({ timeout: 50_000 })
  for (const way of ['segment to w₂', 'segment to π(w₂)', 'curve to w₂']) {
    await expect(barriers.getByRole('row', { name: way })).toBeVisible()
  }
  await expect(page.getByRole('table', { name: 'Units that moved' }).getByRole('row')).not.toHaveCount(1)
  await expect(page.getByRole('img', { name: /^The plane of w₁, w₂ and π\(w₂\)/ })).toBeVisible()
  await expect(lab.button('Align again')).toBeVisible()
})
