import { expect, test } from './fixtures.ts'

test('the plane is read, probed and zoomed by keyboard, and what came is said @cpu', async ({
  lab,
  page,
}) => {
  await lab.open()
  await lab.expectFresh()
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Skip to the landscape' }).press('Enter')
  await lab.plane.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(page.getByText(/train nll .+ at \(/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'probed network' })).toBeVisible()

  await lab.bend.focus()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Alt+ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-announcer]')).toHaveText(/^The bend is at .+ The barrier is .+ nats\.$/)
})
