import { expect, test } from '@playwright/test'

test('the page opens without an error on its console @cpu', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto('./')
  await expect(page).toHaveTitle(/Isthmus/)
  await expect(page.locator('#root')).not.toBeEmpty()
  expect(errors).toEqual([])
})
