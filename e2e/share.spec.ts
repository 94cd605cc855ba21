import { readFile } from 'node:fs/promises'
import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'], bypassCSP: true })

test('a study is shared as a link, a picture and a frame @cpu', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.button('share').hover()
  const tip = page.getByRole('tooltip')
  await expect(tip).toBeVisible()
  await lab.button('share').click()
  const dialog = page.getByRole('dialog', { name: 'Share this study' })
  await expect(dialog).toBeVisible()
  // The pointer still rests where the button is.
  await expect(tip).toHaveCount(0)
  await expect(dialog).toContainText('no numbers')
  await expect(dialog).toContainText('as soon as the landscape is drawn')
  await page.keyboard.press('Escape')
  await lab.runAll()
  await lab.expectProfileFresh()
  await lab.button('share').click()

  await dialog.getByRole('button', { name: 'copy the link' }).click()
  await expect(dialog.getByText('The link is copied.')).toBeAttached()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toContain('numbers=')
  await expect(dialog).toContainText('told whether their numbers are these')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as PNG' }).click(),
  ])
  expect((await readFile(await download.path())).toString()).toContain(`Source\0\0\0\0\0${link}`)

  await dialog.getByText('Dark', { exact: true }).click()
  await dialog.getByRole('button', { name: 'copy the code' }).click()
  const code = await page.evaluate(() => navigator.clipboard.readText())
  expect(code).toMatch(/^<iframe\s+src="http:[^"]+\?embed&amp;theme=dark#[^"]+numbers=/)
  expect(await findGraveViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Show it here' }).click()
  const frame = dialog.frameLocator('iframe')
  await expect(frame.getByRole('slider', { name: 'bend', exact: true })).toBeVisible()

  await page.goto('about:blank')
  await page.goto(link)
  await lab.expectFresh()
})

test('a teacher ticks what a class does not need and gets the link @cpu', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.button('share').click()
  const dialog = page.getByRole('dialog', { name: 'Share this study' })
  const tick = (name: string) => dialog.getByRole('checkbox', { name, exact: true })
  await tick('All steps').check()
  await expect(tick('Curve')).toBeDisabled()
  await tick('Experiments').check()
  await tick('Projector mode: large type and strong lines').check()
  expect(await findGraveViolations(page)).toEqual([])
  const field = dialog.getByRole('textbox', { name: 'class link' })
  await expect(field).toHaveValue(/&hide=steps~experiments&projector=1$/)
  const link = await field.inputValue()

  await dialog.getByRole('combobox', { name: 'The link opens' }).click()
  await page.getByRole('option', { name: 'Lesson: A bend opens the wall' }).click()
  await tick('Notes for the teacher').check()
  await expect(field).toHaveValue(/#lesson=bend&notes=1&projector=1$/)

  await page.goto('about:blank')
  await page.goto(link)
  await expect(page.getByText('Parts of the page are hidden.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Curve', exact: true })).toBeHidden()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect(page.getByRole('region', { name: 'Curve', exact: true })).toBeVisible()
})
