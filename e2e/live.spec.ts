import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

const live = { ...tiny, live: 1 }

test('a small study redraws by itself when a setting changes, until it is told to wait', async ({ lab }) => {
  await lab.open(live)
  await lab.runAll()
  const figures = await lab.figures('curve')
  await lab.openStep('Endpoints')
  const seed = lab.step('Endpoints').getByRole('textbox', { name: 'Seed of w₁' })
  await seed.fill('9')
  await expect.poll(() => lab.figures('curve')).not.toEqual(figures)
  await lab.expectFresh()

  await lab.status.getByText('Live', { exact: true }).click()
  await seed.fill('8')
  await expect(lab.status).toContainText('Out of date')
  await expect(lab.button('Run all')).toBeVisible()
})

test('the bend that is put down gets no new plane, only its profile', async ({ lab, page }) => {
  await lab.open(live)
  await lab.runAll()
  await lab.bend.focus()
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Enter')
  await lab.expectFresh()
  await expect(lab.button('Put it back')).toBeVisible()
})

test('a press on “Run all” never falls on “Cancel” when the study starts by itself', async ({
  lab,
  page,
}) => {
  await lab.open(live)
  await lab.runAll()
  const place = await lab.button('Run all again').boundingBox()
  await lab.openStep('Endpoints')
  await lab.step('Endpoints').getByRole('textbox', { name: 'Epochs' }).fill('200')
  for (let press = 0; press < 8; press++) {
    await page.mouse.click((place?.x ?? 0) + 8, (place?.y ?? 0) + 8)
    await page.waitForTimeout(60)
  }
  await lab.expectFresh()
})
