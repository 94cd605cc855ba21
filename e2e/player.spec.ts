import { expect, test } from './fixtures.ts'

const t = 't, position along the curve'

test('t plays to the end and stops, plays from the start again, and repeats where that is wanted', async ({
  lab,
  page,
}) => {
  await lab.open()
  await lab.expectFresh()
  const slider = page.getByRole('slider', { name: t })
  const now = async () => Number(await slider.getAttribute('aria-valuenow'))
  await slider.focus()
  await page.keyboard.press('End')
  await expect.poll(now).toBe(1)

  await lab.button('play t').click()
  await expect.poll(now).toBeLessThan(1)
  await expect(lab.button('play t')).toBeVisible({ timeout: 30_000 })
  expect(await now()).toBe(1)

  await lab.button('Repeat').click()
  await lab.button('play t').click()
  await expect.poll(now).toBeLessThan(1)
  await slider.focus()
  await page.keyboard.press('Home')
  // Whoever takes the slider has it.
  await expect(lab.button('play t')).toBeVisible()
  expect(await now()).toBe(0)
})
