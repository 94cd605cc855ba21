import { expect, test } from './fixtures.ts'

test('what must be known of a picture is one click away, and a bad range is named @cpu', async ({
  lab,
  page,
}) => {
  await lab.open()
  const plane = page.getByRole('region', { name: 'Plane', exact: true })
  const open = { name: 'What must be known of this picture' } as const
  await plane.getByRole('button', open).click()
  const card = page.getByRole('dialog')
  await expect(card).toContainText('what lies beside this plane is not seen')
  await expect(card).toContainText('all drawn points lie in it')
  await expect(card).toContainText('441 of 441 computed')
  await expect(card).toContainText('data 3, w₁ 10, w₂ 18, curve 10')
  await expect(card).toContainText('None of the usual causes is found.')
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden()
  await lab.open({ from: 0.001, to: 0.002 })
  await plane.getByRole('button', open).click()
  await expect(page.getByRole('dialog')).toContainText('beyond the range of colours')
})
