import type { Page } from '@playwright/test'
import { fixtureBytes } from '../src/fixtures/fixtureFile.ts'
import { expect, test } from './fixtures.ts'
import { expectKept, expectNothingComputed, noteCalls, readStudy } from './keptStudy.ts'
import { LabPage, tiny } from './labPage.ts'

/** The study as its file. */
async function saveStudy(page: Page): Promise<Buffer> {
  const text = await page.evaluate(async () => {
    const bytes = (await window.isthmus?.saveStudy()) ?? new Uint8Array()
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  })
  return Buffer.from(text, 'base64')
}

async function giveFile({ page }: LabPage, buffer: Buffer, name = 'study.safetensors'): Promise<void> {
  const file = { name, mimeType: 'application/octet-stream', buffer }
  await page.getByLabel('files to open').setInputFiles([file])
  await expect(page.getByRole('table', { name: 'opened files' })).toBeVisible()
}

test('damaged and newer study files are explained, and the present study stays', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.runAll()
  const bytes = await saveStudy(page)
  const before = await readStudy(page)
  const status = page.getByRole('dialog').getByRole('status')
  const flipped = Buffer.from(bytes)
  flipped[flipped.length - 9] = (flipped[flipped.length - 9] ?? 0) ^ 1
  await giveFile(lab, flipped)
  await expect(status).toContainText('damaged and was not opened')
  await expect(lab.button('Open')).toBeDisabled()
  await page.keyboard.press('Escape')

  await giveFile(lab, bytes.subarray(0, bytes.length - 100), 'short.safetensors')
  await expect(page.getByRole('row', { name: /short/ })).toContainText('the study is damaged')
  await page.keyboard.press('Escape')

  // The same number of bytes, so that the header stays in order; without its hash nobody can tell that it was changed.
  const newer = Buffer.from(
    bytes
      .toString('latin1')
      .replace('\\"version\\":2', '\\"version\\":9')
      .replace('isthmus.digest', 'isthmus.dig_st'),
    'latin1',
  )
  await giveFile(lab, newer)
  await expect(status).toContainText('newer Isthmus')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await readStudy(page)).toEqual(before)
})

test('a study file opens elsewhere to the same picture, numbers and seeds', { tag: '@cpu' }, async ({
  lab,
  page,
  browser,
  complaints,
}) => {
  await lab.open(tiny)
  await lab.runAll()
  const before = await readStudy(page)
  const bytes = await saveStudy(page)

  const elsewhere = await browser.newContext({ reducedMotion: 'reduce' })
  const other = new LabPage(await elsewhere.newPage())
  other.page.on('pageerror', ({ message }) => complaints.push(message))
  await other.page.addInitScript(noteCalls)
  await other.open()
  await giveFile(other, bytes)
  const dialog = other.page.getByRole('dialog', { name: 'Open files' })
  await expect(dialog).toContainText('Isthmus study')
  await expect(dialog).toContainText('a landscape of 21 × 21 points')
  await other.button('Open').click()
  await expect(dialog).toHaveCount(0)
  await other.expectFresh()
  expect(await readStudy(other.page)).toEqual(before)
  expect(await saveStudy(other.page)).toEqual(bytes)
  await expectNothingComputed(other.page)
  await expectKept(other)
  await other.button('undo').click()
  await expect(other.page.getByRole('banner')).toContainText('Two moons · MLP 2-16-16-2')
  await other.button('redo').click()
  await other.expectFresh()
  await other.button('Train it here').click()
  await other.expectFresh()
  await expect(other.status).toContainText('same numbers as recorded')
  await elsewhere.close()
})

test('a study with opened data and checkpoints is kept, and its file has them', async ({
  lab,
  page,
  browser,
  complaints,
}) => {
  await lab.open()
  const names = ['moons_bezier.pt', 'moons_data.npz', 'moons_end2.pt', 'moons_end1.pt']
  const files = names.map((name) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(fixtureBytes(name)),
  }))
  await page.getByLabel('files to open').setInputFiles(files)
  await lab.button('Open').click()
  await lab.expectFresh()
  await expectKept(lab)
  const before = await readStudy(page)
  const bytes = await saveStudy(page)
  await page.reload()
  await lab.expectFresh()
  expect(await readStudy(page)).toEqual(before)
  await expect(lab.notice).toHaveCount(0)

  const elsewhere = await browser.newContext({ reducedMotion: 'reduce' })
  const other = new LabPage(await elsewhere.newPage())
  other.page.on('pageerror', ({ message }) => complaints.push(message))
  await other.open()
  await giveFile(other, bytes)
  await expect(other.page.getByRole('dialog')).toContainText('moons_data.npz')
  await other.button('Open').click()
  await other.expectFresh()
  expect(await readStudy(other.page)).toEqual(before)
  await expect(other.notice).toHaveCount(0)
  // What is computed anew comes from the opened data and networks.
  await other.button('Train it here').click()
  await other.expectFresh()
  await expect(other.status).toContainText('same numbers as recorded')
  await elsewhere.close()
})

test('a study with data from a table is kept and goes on', async ({ lab, page }) => {
  const rows = Array.from({ length: 60 }, (_, i) => `${(i % 7) / 7},${(i % 5) / 5},${i % 2 ? 'odd' : 'even'}`)
  await lab.open(tiny)
  await giveFile(lab, Buffer.from(['a,b,kind', ...rows].join('\n')), 'numbers.csv')
  await lab.button('Open').click()
  await lab.expectFresh()
  await expectKept(lab)
  const before = await readStudy(page)
  await page.reload()
  await lab.expectFresh()
  expect(await readStudy(page)).toEqual(before)
  await lab.openStep('Endpoints')
  await lab.step('Endpoints').getByRole('textbox', { name: 'Seed of w₂' }).fill('77')
  await lab.runAll()
  expect((await readStudy(page)).link).toContain('numbers.csv')
})
