import { expect, test } from './fixtures.ts'

test('the first visit has three ways on, until one is taken @cpu', async ({ lab, page }) => {
  await lab.open()
  const ways = page.getByRole('region', { name: 'Ways to begin' })
  await expect(ways.getByRole('button', { name: 'Open your files' })).toBeVisible()
  await ways.getByRole('button', { name: 'Train your own' }).click()
  await expect(lab.step('Data').getByRole('button', { name: 'Data' }).first()).toBeFocused()
  await expect(ways.getByRole('status')).toContainText('Change any setting')
  await page.reload()
  await expect(lab.bend).toBeVisible()
  await ways.getByRole('button', { name: 'Take the bend' }).click()
  await expect(lab.bend).toBeFocused()
  await expect(ways.getByRole('status')).toContainText('press the arrow keys')
  await page.keyboard.press('ArrowRight')
  await expect(ways).toBeHidden()
  await page.keyboard.press('Enter')
  await expect(lab.button('Put it back')).toBeVisible()
  // Gone for good, in a study that has not been begun as well.
  await lab.button('undo').click()
  await page.goto('about:blank')
  await page.goto('./')
  await expect(lab.bend).toBeVisible()
  await expect(ways).toBeHidden()
})

test('a link to a study has no ways to begin @cpu', async ({ lab, page }) => {
  await lab.open({ palette: 'greys' })
  await expect(lab.bend).toBeVisible()
  await expect(page.getByRole('region', { name: 'Ways to begin' })).toBeHidden()
})

/** Notes from the first paint on how far things move that were there already. */
function noteShifts(): void {
  const shifts: { value: number; what: string }[] = []
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number
      sources: { node: Node | null }[]
    })[]) {
      const what = entry.sources.map(({ node }) => node?.textContent?.slice(0, 40) ?? '').join(' | ')
      shifts.push({ value: entry.value, what })
    }
  }).observe({ type: 'layout-shift', buffered: true })
  Object.assign(window, { shifts })
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`nothing moves while the page arrives, ${width} wide @cpu`, async ({ lab, page }) => {
    await page.setViewportSize({ width, height })
    await page.addInitScript(noteShifts)
    await lab.open()
    await lab.expectFresh()
    await expect(lab.statistics).toBeAttached()
    const shifts = await page.evaluate(
      () => (window as unknown as { shifts: { value: number; what: string }[] }).shifts,
    )
    const moved = shifts.filter(({ value }) => value > 0.002)
    expect(moved).toEqual([])
    expect(shifts.reduce((sum, { value }) => sum + value, 0)).toBeLessThan(0.01)
  })
}
