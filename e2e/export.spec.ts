import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { parseArchitecture } from '../src/core/networks/parseArchitecture.ts'
import { fixtureBytes, sourceOf } from '../src/fixtures/fixtureFile.ts'
import { safetensorsFormat } from '../src/formats/arrays/safetensors.ts'
import { exportBytes, readNpz } from './exportedFile.ts'
import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import { type LabPage, tiny } from './labPage.ts'

async function openExports(lab: LabPage): Promise<Locator> {
  await lab.button('export').click()
  return lab.page.getByRole('dialog', { name: 'Export' })
}

/** Presses what starts a download, and takes the file that comes. */
async function take(page: Page, pressed: Locator): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const coming = page.waitForEvent('download')
  await pressed.click()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: new Uint8Array(readFileSync(await download.path())) }
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** Width and height that a PNG says it has. */
function pngSize(bytes: Uint8Array<ArrayBuffer>): [number, number] {
  expect(textOf(bytes.subarray(1, 4))).toBe('PNG')
  const view = new DataView(bytes.buffer)
  return [view.getUint32(16), view.getUint32(20)]
}

/** What is wrong with the text of an SVG file; empty where nothing is. */
function xmlFault(page: Page, text: string): Promise<string> {
  return page.evaluate(
    (svg) =>
      new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')?.textContent ?? '',
    text,
  )
}

test('every file of the study comes by a click', { tag: '@cpu' }, async ({ lab, page }) => {
  await lab.open()
  await lab.expectFresh()
  const list = await openExports(lab)
  const get = (name: string) => take(page, list.getByRole('button', { name: `export ${name}`, exact: true }))

  const plane = await get('plane.npz')
  expect(plane.name).toBe('two-moons-mlp-2-16-16-2-plane.npz')
  await expect(list.getByRole('status')).toHaveText('Exported plane.npz')
  for (const [name, fixture] of [
    ['plane.npz', 'moons_plane.npz'],
    ['curve.npz', 'moons_curve.npz'],
    ['segment.npz', 'moons_curve.npz'],
  ] as const) {
    const outline = (tensors: Awaited<ReturnType<typeof readNpz>>) =>
      tensors.map(({ name: key, dtype, shape }) => `${key} ${dtype} [${shape}]`)
    expect(outline(await readNpz((await get(name)).bytes))).toEqual(
      outline(await readNpz(fixtureBytes(fixture))),
    )
  }

  for (const name of ['w1', 'w2', 'bend-1', 'curve-t0.5']) {
    const fromNpz = await readNpz((await get(`${name}.npz`)).bytes)
    const content = await safetensorsFormat.parse(
      sourceOf((await get(`${name}.safetensors`)).bytes, 'x.safetensors'),
    )
    if (content.kind !== 'tensors') throw new Error('no tensors')
    const sorted = (tensors: typeof fromNpz) => tensors.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    expect(sorted(content.tensors)).toEqual(sorted(fromNpz))
    const { parameterCount } = parseArchitecture(JSON.parse(content.metadata['isthmus.architecture'] ?? ''))
    expect(fromNpz.reduce((sum, { data }) => sum + data.length, 0)).toBe(parameterCount)
  }
  const curve = await safetensorsFormat.parse(
    sourceOf((await get('curve.safetensors')).bytes, 'x.safetensors'),
  )
  expect(curve).toMatchObject({ kind: 'tensors' })
  expect(textOf((await get('architecture.json')).bytes)).toContain('"input"')
  expect((await get('load_weights.py')).name).toBe('load_weights.py')

  const header = (bytes: Uint8Array) => textOf(bytes).split('\n')[0]
  expect(header((await get('profile.csv')).bytes)).toContain('segment_test_error_percent')
  expect(header((await get('landscape.csv')).bytes)).toMatch(
    /^x_distance,y_distance,alpha,beta,train_nll_nats/,
  )
  expect(header((await get('training.csv')).bytes)).toMatch(/^network,epoch,learning_rate/)
  expect(header((await get('statistics.csv')).bytes)).toMatch(
    /^path,split,quantity,unit,min,max,avg,int,barrier/,
  )
  for (const name of ['profile', 'landscape', 'training', 'statistics']) {
    const said = JSON.parse(textOf((await get(`${name}.json`)).bytes))
    expect(said.isthmus).toBe(name)
    expect(Object.keys(said.columns).length).toBeGreaterThan(6)
  }
  const surface = textOf((await get('surface.obj')).bytes)
  expect(surface).toContain('# z: log10 of train nll in nats')
  expect(surface.match(/^v /gm)).toHaveLength(441)
  expect(surface.match(/^f /gm)).toHaveLength(400)
  expect((await get('study.safetensors')).bytes.length).toBeGreaterThan(10_000)
})

test('figures come as SVG and as PNG of the size that is asked for', {
  tag: '@cpu',
}, async ({ lab, page }) => {
  await lab.open()
  await lab.expectFresh()
  const list = await openExports(lab)
  const get = (name: string) => take(page, list.getByRole('button', { name: `export ${name}`, exact: true }))
  for (const name of ['plane.svg', 'profile.svg']) {
    const text = textOf((await get(name)).bytes)
    expect(await xmlFault(page, text)).toBe('')
    expect(text).toContain('<title')
    expect(text).not.toContain('href=')
  }
  const size = (scale: number) =>
    list.getByRole('radiogroup', { name: 'size of PNG figures' }).getByText(`${scale}×`).click()
  await size(1)
  expect(pngSize((await get('plane.png')).bytes)).toEqual([900, 600])
  await size(4)
  expect(pngSize((await get('plane.png')).bytes)).toEqual([3600, 2400])
  expect(pngSize((await get('profile.png')).bytes)).toEqual([4000, 1760])
})

test('what cannot be had yet says why, and comes once it is computed', { tag: '@cpu' }, async ({
  lab,
  page,
}) => {
  await lab.open(tiny)
  const list = await openExports(lab)
  const entry = (title: string) => list.getByRole('listitem').filter({ hasText: title })
  await expect(entry('plane.npz')).toContainText('Waits for the landscape')
  await expect(entry('plane.npz').getByRole('button')).toBeDisabled()
  await expect(entry('The architecture').getByRole('button')).toBeEnabled()
  await page.keyboard.press('Escape')
  await lab.runAll()
  await openExports(lab)
  await expect(entry('plane.npz').getByRole('button')).toBeEnabled()
  await expect(entry('Anywhere on the plane')).toContainText('click on the landscape')
  await page.keyboard.press('Escape')
  await lab.plane.click({ position: { x: 200, y: 200 } })
  await openExports(lab)
  const place = entry('On the plane at').getByRole('button').first()
  const { name, bytes } = await take(page, place)
  expect(name).toMatch(/plane-x-?[\d.]+-y-?[\d.]+\.safetensors$/)
  expect(bytes.length).toBeGreaterThan(200)
})

test('exported networks open again without a question, bit for bit', {
  tag: '@cpu',
}, async ({ lab, page }) => {
  await lab.open({ ...tiny, act: 'tanh' })
  await lab.runAll()
  const files = await Promise.all(
    ['w1.safetensors', 'w2.safetensors', 'curve.safetensors'].map(async (name) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(await exportBytes(page, name)),
    })),
  )
  const before = [await exportBytes(page, 'w2.npz'), await exportBytes(page, 'bend-1.npz')]
  await page.getByLabel('files to open').setInputFiles(files)
  const dialog = page.getByRole('dialog', { name: 'Open files' })
  await expect(dialog).toContainText('An opened file says what the layers are')
  await expect(dialog).toContainText('8 tanh')
  await lab.button('Open').click()
  await expect(dialog).toHaveCount(0)
  await lab.expectFresh()
  expect([await exportBytes(page, 'w2.npz'), await exportBytes(page, 'bend-1.npz')]).toEqual(before)
})

test('the panels have their own files at hand, by keyboard too', { tag: '@cpu' }, async ({ lab, page }) => {
  await lab.open()
  await lab.expectFresh()
  await lab.button('export the landscape').click()
  const { name } = await take(page, page.getByRole('menuitem', { name: 'surface.obj' }))
  expect(name).toMatch(/-surface\.obj$/)
  await expect(page.getByRole('status').filter({ hasText: 'Exported surface.obj' })).toBeVisible()
  await lab.button('export the path').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'profile.svg' })).toBeVisible()
  const coming = page.waitForEvent('download')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect((await coming).suggestedFilename()).toMatch(/-profile\.svg$/)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`the list in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, bypassCSP: true, viewport: { width: 390, height: 844 } })

    test('has no serious accessibility problem and fits a phone', async ({ lab, page }) => {
      await lab.open()
      await lab.expectFresh()
      const list = await openExports(lab)
      await expect(list.getByText('Python program')).toBeAttached()
      expect(await findGraveViolations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    })
  })
}
