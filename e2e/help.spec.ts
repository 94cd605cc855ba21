import { expect, test } from './fixtures.ts'

test('a formula is one press away from its control, and the tour can be left at any stop @cpu', async ({
  lab,
  page,
}) => {
  await lab.open()
  await lab.expectFresh()
  await lab.openStep('Curve')
  const sign = lab.step('Curve').getByRole('button', { name: 'formula of Shape' })
  await sign.click()
  const glossary = page.getByRole('dialog', { name: 'Glossary' })
  await expect(glossary.getByRole('button', { name: 'curve', exact: true })).toBeFocused()
  await expect(glossary.locator('math').first()).toBeAttached()
  await glossary
    .getByRole('button', { name: 'barrier' })
    .or(glossary.getByRole('button', { name: 'profile' }))
    .first()
    .click()
  const link = glossary.getByRole('link', { name: 'More in the documents' }).first()
  const address = new URL((await link.getAttribute('href')) ?? '', page.url())
  const answer = await page.request.get(address.href)
  expect(await answer.text()).toContain(` id="${address.hash.slice(1)}"`)
  await page.keyboard.press('Escape')
  await expect(sign).toBeFocused()

  await page.keyboard.press('Shift+?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')

  const help = page.getByRole('button', { name: 'help', exact: true })
  await help.click()
  await page.getByRole('menuitem', { name: 'A short tour' }).click()
  await expect(page.getByRole('heading', { name: 'A map of networks' })).toBeVisible()
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'The bend is yours' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'The bend is yours' })).toHaveCount(0)
  await expect(help).toBeFocused()
})
