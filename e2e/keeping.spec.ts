import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import { expectKept, expectNothingComputed, noteCalls, readStudy } from './keptStudy.ts'
import { formatWords, LabPage, tiny } from './labPage.ts'

async function openList({ page }: LabPage) {
  await page.getByRole('button', { name: /; all studies$/ }).click()
  const list = page.getByRole('dialog', { name: 'Studies' })
  await expect(list).toBeVisible()
  return list
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
