import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

test('undo and redo bring back choices and the results that belonged to them', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.runAll()
  const figures = await lab.figures('curve')
  await lab.openStep('Endpoints')
  const seed = lab.step('Endpoints').getByRole('textbox', { name: 'Seed of w₁' })
  await seed.fill('9')
  await seed.blur()
  await lab.runAll()
  const others = await lab.figures('curve')
  expect(others).not.toEqual(figures)

  await page.keyboard.press('Control+z')
  await lab.expectFresh()
  expect(await lab.figures('curve')).toEqual(figures)
  await expect(seed).not.toHaveValue('9')
  await page.keyboard.press('Control+Shift+z')
  await lab.expectFresh()
  expect(await lab.figures('curve')).toEqual(others)
  await expect(seed).toHaveValue('9')

  await lab.button('undo').click()
  await lab.bend.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(lab.button('Put it back')).toBeVisible()
  await expect(lab.button('redo')).toBeDisabled()
})
