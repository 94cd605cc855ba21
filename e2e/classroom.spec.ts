import { expect, test } from './fixtures.ts'
import { LabPage, tiny } from './labPage.ts'

test('a link hides what a class does not need and sets the page large', { tag: '@cpu' }, async ({
  lab,
  page,
}) => {
  await page.goto('./#hide=steps.data,steps.network,experiments,colours&projector=1')
  await expect(lab.step('Curve')).toBeVisible()
  await expect(lab.step('Data')).toBeHidden()
  await expect(page.getByRole('tab', { name: 'Ensembles' })).toBeHidden()
  await expect(lab.notice).toContainText('hide=colours')
  await expect(page.locator('html')).toHaveAttribute('data-projector', '')
  const size = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
  const large = Number.parseFloat(await size())
  await lab.button('Show everything').click()
  await expect(lab.step('Data')).toBeVisible()
  await expect(lab.button('Show everything')).toHaveCount(0)

  await page.goto('about:blank')
  await lab.open()
  await expect(page.locator('html')).toHaveAttribute('data-projector', '')
  await page.keyboard.press('Alt+P')
  await expect(page.locator('html')).not.toHaveAttribute('data-projector', '')
  expect(Number.parseFloat(await size())).toBeLessThan(large)
})

test('two students export an endpoint each, and a third finds the curve between them', {
  tag: '@cpu',
}, async ({ lab, page, browser }) => {
  const files: { name: string; mimeType: string; buffer: Buffer }[] = []
  for (const [student, seed1] of [
    ['anna', 5],
    ['ben', 6],
  ] as const) {
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    const own = new LabPage(await context.newPage())
    await own.open({ ...tiny, data: 'circles', seed1 })
    await own.runAll()
    await own.button('export').click()
    const coming = own.page.waitForEvent('download')
    await own.page.getByRole('button', { name: 'export w1.safetensors', exact: true }).click()
    expect((await coming).suggestedFilename()).toContain(`-w1-seed-${seed1}.safetensors`)
    const chunks: Buffer[] = []
    for await (const chunk of await (await coming).createReadStream()) chunks.push(chunk as Buffer)
    files.push({
      name: `${student}.safetensors`,
      mimeType: 'application/octet-stream',
      buffer: Buffer.concat(chunks),
    })
    await context.close()
  }
  await lab.open()
  await page.getByRole('banner').getByLabel('files to open').setInputFiles(files)
  const dialog = page.getByRole('dialog', { name: 'Open files' })
  await expect(dialog).toContainText('trained on circles; the study takes these data')
  await expect(dialog.getByRole('table', { name: 'opened files' })).toContainText('anna.safetensors')
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await lab.expectFresh()
  await expect(page.getByRole('banner')).toContainText('Circles')
  const [curve, segment] = [await lab.figures('curve'), await lab.figures('segment')]
  expect(Number(curve.at(-1))).toBeLessThanOrEqual(Number(segment.at(-1)))
})
