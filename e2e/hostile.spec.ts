import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { fixtureBytes } from '../src/fixtures/fixtureFile.ts'
import { exportBytes } from './exportedFile.ts'
import { expect, test } from './fixtures.ts'
import {
  callingCheckpoint,
  callingPickle,
  deepJson,
  hugeArray,
  hugeHeader,
  hugeTensor,
  markup,
  markupCheckpoint,
  markupTable,
  wideTable,
  zipBomb,
} from './hostileFiles.ts'
import type { LabPage } from './labPage.ts'

interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

const valid: readonly NamedBytes[] = ['moons_data.npz', 'moons_end1.pt'].map((name) => ({
  name,
  bytes: fixtureBytes(name),
}))

async function give({ page }: LabPage, files: readonly NamedBytes[]): Promise<Locator> {
  const given = files.map(({ name, bytes }) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  }))
  await page.getByLabel('files to open').setInputFiles(given)
  const table = page.getByRole('table', { name: 'opened files' })
  await expect(table).toBeVisible({ timeout: 30_000 })
  return table
}

/** The page goes on: what was given beside the hostile file is opened, and the study before it comes back. */
async function expectAlive(lab: LabPage): Promise<void> {
  await lab.button('Open').click()
  await expect(lab.page.getByRole('dialog')).toHaveCount(0)
  await expect(lab.page.getByRole('banner')).toContainText('moons_data.npz')
  await lab.button('undo').click()
  await expect(lab.page.getByRole('banner')).toContainText('Two moons')
}

const cases: readonly {
  readonly what: string
  readonly name: string
  readonly make: () => Uint8Array | Promise<Uint8Array>
  readonly said: RegExp
}[] = [
  {
    what: 'an archive of 300 MiB in 300 kB',
    name: 'bomb.npz',
    make: () => zipBomb({ honest: true }),
    said: /zip.*would be over \d+ bytes once inflated/,
  },
  {
    what: 'an archive that hides its size',
    name: 'bomb.npz',
    make: () => zipBomb({ honest: false }),
    said: /x_train\.npy/,
  },
  {
    what: 'a pickle that was cut off',
    name: 'cut.pth',
    make: () => fixtureBytes('state_dict_legacy.pth').subarray(0, 300),
    said: /torch, pickle byte \d+/,
  },
  {
    what: 'a pickle that is nothing but calls',
    name: 'calls.pkl',
    make: callingPickle,
    said: /Not used/,
  },
  {
    what: 'a header of 8 EiB',
    name: 'header.safetensors',
    make: hugeHeader,
    said: /neither a table nor any other format that is read here/,
  },
  { what: 'a tensor of 4 TiB', name: 'tensor.safetensors', make: hugeTensor, said: /safetensors, / },
  { what: 'an array of 2 GiB', name: 'array.npy', make: hugeArray, said: /npy, / },
  {
    what: 'a table of a million columns',
    name: 'wide.csv',
    make: wideTable,
    said: /csv, row 1: the row does not end within \d+ characters: it has too many columns/,
  },
  { what: 'lists half a million deep', name: 'deep.json', make: deepJson, said: /json, / },
]

// Some in one page: each is taken in turn, and the page goes on after all of them.
for (const part of ['the first half', 'the second half'] as const) {
  test(`hostile files are explained one after another, and the page goes on: ${part}`, async ({
    lab,
    page,
  }) => {
    await lab.open({ live: 0 })
    const half = Math.ceil(cases.length / 2)
    const taken = part === 'the first half' ? cases.slice(0, half) : cases.slice(half)
    for (const { what, name, make, said } of taken) {
      await test.step(what, async () => {
        const table = await give(lab, [...valid, { name, bytes: await make() }])
        const row = table.getByRole('row').filter({ hasText: name })
        await expect(row).toContainText(/cannot be read|not recognised|Not used/)
        await expect(row).toContainText(said)
        await page.keyboard.press('Escape')
        await expect(table).toHaveCount(0)
      })
    }
    await give(lab, valid)
    await expectAlive(lab)
  })
}

test('what a checkpoint would call is named and left alone', async ({ lab }) => {
  await lab.open({ live: 0 })
  const table = await give(lab, [{ name: 'calls.pt', bytes: await callingCheckpoint() }])
  const row = table.getByRole('row', { name: /calls\.pt/ })
  await expect(row).toContainText('1 tensor')
  await expect(row).toContainText('os.system')
})

test('a file over the limit is refused by its size, unread', async ({ lab, page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-'))
  try {
    // Holes take no room on the disk.
    const path = join(folder, 'large.safetensors')
    await writeFile(path, '')
    await truncate(path, 2 ** 31 + 1)
    await lab.open()
    await page.getByLabel('files to open').setInputFiles(path)
    const table = page.getByRole('table', { name: 'opened files' })
    await expect(table).toContainText(/2 ?GiB|2147483648/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('names are text and nothing else, wherever they stand', async ({ lab, page }) => {
  await lab.open({ live: 0 })
  const marks = () =>
    page.evaluate(() => ({
      ran: (globalThis as { ran?: number }).ran,
      elements: document.querySelectorAll('img[src="x"], [onerror], [onload]').length,
    }))
  const file = `${markup.replaceAll('/', '')}.csv`
  const table = await give(lab, [
    { name: file, bytes: markupTable() },
    { name: `${markup}.pt`, bytes: await markupCheckpoint() },
    { name: `${markup}.xyz`, bytes: Uint8Array.of(1, 2, 3) },
  ])
  await expect(table).toContainText(`${markup}.xyz`)
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('onerror')
  expect(await marks()).toEqual({ elements: 0 })
  await page.keyboard.press('Escape')

  await give(lab, [{ name: file, bytes: markupTable() }])
  await lab.button('Open').click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('banner')).toContainText('onerror')
  await page.evaluate(() => window.isthmus?.choose({ epochs: 5, curveEpochs: 5, widths: [4], batchSize: 16 }))
  await lab.runAll()
  await lab.openStep('Data')
  await page.getByRole('button', { name: /^rename/i }).click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(`${markup}study`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('banner')).toContainText(`${markup}study`)
  await page.getByRole('button', { name: /; all studies$/ }).click()
  await expect(dialog).toContainText(`${markup}study`)
  expect(await marks()).toEqual({ elements: 0 })
  await page.keyboard.press('Escape')

  for (const name of ['plane.svg', 'profile.svg']) {
    const text = Buffer.from(await exportBytes(page, name)).toString()
    const found = await page.evaluate((svg) => {
      const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml')
      const foreign = drawn.querySelectorAll('parsererror, script, image, foreignObject, img')
      const handlers = [...drawn.querySelectorAll('*')].flatMap((element) =>
        element.getAttributeNames().filter((attribute) => attribute.startsWith('on')),
      )
      return [foreign.length, handlers.length]
    }, text)
    expect(found, name).toEqual([0, 0])
  }
  const link = await lab.copyLink()
  await page.goto('about:blank')
  await page.goto(`./#${link.replace(/&numbers=.*/, '')}&curveSeed=7`)
  await expect(lab.notice.first()).toContainText('onerror')
  expect(await marks()).toEqual({ elements: 0 })
})
