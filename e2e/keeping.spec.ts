import type { Page } from '@playwright/test'
import { fixtureBytes } from '../src/fixtures/fixtureFile.ts'
import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import { formatWords, LabPage, tiny } from './labPage.ts'

/** Waits until the study is kept. */
async function expectKept({ page }: LabPage): Promise<void> {
  await expect(page.getByRole('banner').getByText('saved', { exact: true })).toBeVisible()
}

/** Everything that makes a study what it is: its link with the numbers, and what the numbers come from. */
function readStudy(page: Page) {
  return page.evaluate(() => {
    const { isthmus } = window
    const { profile, landscape, endpoints } = isthmus?.results() ?? {}
    return {
      link: isthmus?.link(),
      profile: Array.from(profile?.curve.train.nll ?? []),
      landscape: Array.from(landscape?.values.test.nll ?? []),
      history: endpoints?.map((endpoint) => endpoint?.history.at(-1)),
    }
  })
}

/** Notes which verbs the page asks of its workers. */
function noteCalls(): void {
  const calls: string[] = []
  const post = Worker.prototype.postMessage
  Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: never[]) {
    if (typeof message === 'object' && message !== null && 'path' in message) calls.push(String(message.path))
    return post.call(this, message, ...rest)
  }
  Object.assign(window, { calls })
}

async function expectNothingComputed(page: Page): Promise<void> {
  const calls = await page.evaluate(() => (window as unknown as { calls: string[] }).calls)
  for (const verb of ['train', 'trainCurve', 'evaluate']) expect(calls).not.toContain(verb)
}

async function openList({ page }: LabPage) {
  await page.getByRole('button', { name: /; all studies$/ }).click()
  const list = page.getByRole('dialog', { name: 'Studies' })
  await expect(list).toBeVisible()
  return list
}

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

test('a study is there after a reload with its numbers, and nothing is computed', { tag: '@cpu' }, async ({
  lab,
  page,
}) => {
  await page.addInitScript(noteCalls)
  await lab.open(tiny)
  await lab.runAll()
  await expectKept(lab)
  const before = await readStudy(page)
  await page.reload()
  await lab.expectFresh()
  expect(await readStudy(page)).toEqual(before)
  await expectNothingComputed(page)
  await expect(lab.status).not.toContainText('as recorded')
})

test('a study survives its page, and is there without its link', async ({
  lab,
  page,
  context,
  complaints,
}) => {
  await lab.open(tiny)
  await lab.runAll()
  await expectKept(lab)
  const before = await readStudy(page)
  const session = await context.newCDPSession(page)
  const crash = page.waitForEvent('crash')
  // Nobody is left to answer.
  void session.send('Page.crash').catch(() => {})
  await crash
  await page.close()
  complaints.length = 0

  const other = new LabPage(await context.newPage())
  await other.open()
  await other.expectFresh()
  expect(await readStudy(other.page)).toEqual(before)
})

test('a link wins over what is kept and leaves it alone', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.runAll()
  await expectKept(lab)
  await page.goto('about:blank')
  await lab.open({ ...tiny, seed1: 41 })
  await lab.runAll()
  await expectKept(lab)
  const list = await openList(lab)
  await expect(list.getByRole('listitem')).toHaveCount(2)
})

test('studies are listed, renamed, copied, deleted and brought back', { tag: '@cpu' }, async ({
  lab,
  page,
}) => {
  await lab.open()
  let list = await openList(lab)
  await expect(list).toContainText('No study is kept in this browser yet')
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)

  await page.goto('about:blank')
  await lab.open(tiny)
  await lab.runAll()
  await expectKept(lab)
  const usual = 'Two moons · MLP 2-8-2'
  list = await openList(lab)
  const rows = list.getByRole('listitem')
  await expect(rows).toHaveCount(1)
  await expect(rows.first()).toContainText('open here')
  await expect(rows.first().locator('img')).toHaveJSProperty('complete', true)

  await list.getByRole('button', { name: `rename ${usual}` }).click()
  await page.keyboard.type('First try')
  await page.keyboard.press('Enter')
  await expect(rows.first()).toContainText(`First try${usual}`)
  await expect(
    page.getByRole('button', { name: 'First try; all studies', includeHidden: true }),
  ).toBeVisible()

  await list.getByRole('button', { name: 'duplicate First try' }).click()
  await expect(rows).toHaveCount(2)
  await list.getByRole('button', { name: /^First try \(copy\)/ }).click()
  await expect(list).toHaveCount(0)
  await expect(page.getByRole('banner')).toContainText('First try (copy)')
  await lab.expectFresh()

  list = await openList(lab)
  await list.getByRole('button', { name: 'delete First try', exact: true }).click()
  await expect(list).toContainText('“First try” is deleted.')
  await list.getByRole('button', { name: 'bring back First try' }).click()
  await expect(list.getByRole('button', { name: /^First try(?! \()/ })).toBeVisible()
  await list.getByRole('button', { name: 'delete First try', exact: true }).click()
  await expect(list).toContainText('“First try” is deleted.')
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  list = await openList(lab)
  await expect(list.getByRole('listitem')).toHaveCount(1)

  await list.getByRole('button', { name: 'New study' }).click()
  await expect(list).toHaveCount(0)
  await expect(page.getByRole('banner')).toContainText('Two moons · MLP 2-16-16-2')
  await expect(page).not.toHaveURL(/n=200/)
  await page.reload()
  await expect(page.getByRole('banner')).toContainText('Two moons · MLP 2-16-16-2')
  await lab.button('Train it here').click()
  await lab.expectFresh()
  await expectKept(lab)
  list = await openList(lab)
  await expect(list.getByRole('listitem')).toHaveCount(2)
})

test('the name in the header can be changed, from the keyboard', async ({ lab, page }) => {
  await lab.open(tiny)
  await page.getByRole('button', { name: /^rename Two moons/ }).press('Enter')
  await page.keyboard.type('Mine')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Mine; all studies' })).toBeVisible()
  await expectKept(lab)
  await page.reload()
  await expect(page.getByRole('banner')).toContainText('Mine')
  await page.getByRole('button', { name: 'rename Mine' }).press('Enter')
  await page.keyboard.type('Other')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('banner')).toContainText('Mine')
})

test('a second tab gets a copy, and neither writes over the other', async ({
  lab,
  page,
  context,
  complaints,
}) => {
  await lab.open(tiny)
  await lab.runAll()
  await expectKept(lab)
  const other = new LabPage(await context.newPage())
  other.page.on('pageerror', ({ message }) => complaints.push(message))
  await other.open()
  await other.expectFresh()
  await expect(other.notice).toContainText('open in another tab')
  await other.openStep('Endpoints')
  await other.step('Endpoints').getByRole('textbox', { name: 'Seed of w₂' }).fill('77')
  await expectKept(other)
  await page.bringToFront()
  await lab.openStep('Endpoints')
  await lab.step('Endpoints').getByRole('textbox', { name: 'Seed of w₂' }).fill('78')
  await expectKept(lab)
  const list = await openList(lab)
  await expect(list.getByRole('listitem')).toHaveCount(2)
})

test('a full disk is explained, loses nothing and is tried again', { tag: '@cpu' }, async ({ lab, page }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
      if ((window as unknown as { isFull: boolean }).isFull) {
        throw new DOMException('no room', 'QuotaExceededError')
      }
      return put.apply(this, args)
    }
    Object.assign(window, { isFull: true })
  })
  await lab.open(tiny)
  await lab.runAll()
  await expect(lab.notice).toContainText('no room left')
  await expect(page.getByRole('banner').getByText('not saved', { exact: true })).toBeVisible()
  const download = page.waitForEvent('download')
  await lab.button('Export the study').click()
  expect((await download).suggestedFilename()).toMatch(/study\.safetensors$/)
  await page.evaluate(() => Object.assign(window, { isFull: false }))
  await lab.openStep('Endpoints')
  await lab.step('Endpoints').getByRole('textbox', { name: 'Seed of w₂' }).fill('77')
  await expectKept(lab)
  await expect(lab.notice).toHaveCount(0)
})

test('a window that keeps nothing is explained and goes on', async ({ lab, page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }))
  await lab.open()
  await lab.expectFresh()
  await expect(lab.notice).toHaveCount(0)
  await lab.button('Train it here').click()
  await lab.expectFresh()
  await expect(lab.notice).toContainText('keeps nothing')
  await expect(lab.button('Export the study')).toBeVisible()
})

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

test.describe('the list of studies', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme, bypassCSP: true })

      test('has no serious accessibility problem', async ({ lab, page }) => {
        await lab.open(formatWords(tiny))
        await lab.runAll()
        await expectKept(lab)
        await openList(lab)
        await expect(page.getByRole('listitem').first()).toBeVisible()
        expect(await findGraveViolations(page)).toEqual([])
      })
    })
  }
})
