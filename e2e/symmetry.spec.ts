import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

/** The figures of a row, in the order of its cells. */
async function figuresOf(table: Locator, row: string): Promise<number[]> {
  const texts = await table.getByRole('row', { name: row }).getByRole('cell').allTextContents()
  return texts.map((text) => Number.parseFloat(text))
}

test('the units of w₂ take the places of those of w₁, and both barriers are told @cpu', async ({
  lab,
  page,
}) => {
  await lab.open({ ...tiny, stage: 'alignment', alignRes: 9 })
  await lab.button('Align the networks').click()
  const barriers = page.getByRole('table', { name: 'Barriers' })
  await expect(barriers.getByRole('row', { name: 'curve to π(w₂)' })).toBeVisible({ timeout: 50_000 })
  const [far = [], near = []] = await Promise.all(
    ['segment to w₂', 'segment to π(w₂)'].map((way) => figuresOf(barriers, way)),
  )
  // Barrier, highest nll, barrier of the error, and length.
  expect([far.length, near.length]).toEqual([4, 4])
  expect(near[0]).toBeLessThan(far[0] ?? 0)
  expect(near[3]).toBeLessThan(far[3] ?? 0)
  for (const way of ['curve to w₂', 'curve to π(w₂)']) {
    const [barrier] = await figuresOf(barriers, way)
    expect(barrier).toBeLessThan(far[0] ?? 0)
  }
  const units = page.getByRole('table', { name: 'Units that moved' })
  await expect(units.getByRole('row')).toHaveCount(2)
  const [moved, all] = await figuresOf(units, '1')
  expect(all).toBe(8)
  expect(moved).toBeGreaterThan(1)
  await expect(page.getByRole('img', { name: /^The plane of w₁, w₂ and π\(w₂\)/ })).toBeVisible()
  await expect(lab.button('Align again')).toBeVisible()
})
