import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { galleryStudies, recordedStudies } from '../../src/lessons/gallery.ts'
import type {} from '../../src/scripting/isthmus.ts'

const folder = fileURLToPath(new URL('../../public/studies/', import.meta.url))

/** Buttons of the experiments that recorded studies show, before and after they were run. */
const runButtons: Readonly<Record<string, readonly [run: string, again: string]>> = {
  threeModes: ['Join the modes', 'Join them again'],
  widths: ['Start the sweep', 'Sweep again'],
  race: ['Run the race', 'Run again'],
  alignment: ['Align the networks', 'Align again'],
}

/** Titles of the charts that stand for an experiment in its picture; for the others the landscape does. */
const pictured: Readonly<Record<string, string>> = {
  threeModes: 'The plane through the modes',
  widths: 'Worst train nll on the curve',
  race: 'Snapshots of both schedules over the landscape',
  alignment: 'Train nll along each way',
}

/** So wide that words can still be read where the picture is small; a plane gets the shape of the picture. */
const pictureViews = { plane: { width: 560, height: 900 }, chart: { width: 440, height: 900 } }
const planeStyle = `
  [class*="plot"] { height: 296px !important; min-height: 0 !important }
  [class*="card"] { height: 312px !important }
`

async function trainStudy(page: Page, stage: string | undefined): Promise<void> {
  const state = await page.evaluate(async () => (await window.isthmus?.train('all'))?.state)
  expect(state).toBe('done')
  if (stage === undefined) return
  const [run = '', again = ''] = runButtons[stage] ?? []
  await page.getByRole('button', { name: run, exact: true }).click()
  await expect(page.getByRole('button', { name: again, exact: true })).toBeEnabled({ timeout: 500_000 })
}

/** A link without its numbers, its words in one order. */
function sortWords(link: string): string {
  const words = new URLSearchParams(link)
  words.delete('numbers')
  words.sort()
  return words.toString()
}

async function saveStudy(page: Page, name: string): Promise<void> {
  const file = await page.evaluate(async () => {
    const bytes = await window.isthmus?.saveStudy()
    return btoa(Array.from(bytes ?? [], (byte) => String.fromCharCode(byte)).join(''))
  })
  await writeFile(`${folder}${name}.safetensors`, Buffer.from(file, 'base64'))
}

/** Turns a PNG into a WebP of 640 × 400: filled by a plane, a chart whole and with a margin in the colour of its corner. */
async function toWebp(page: Page, png: Buffer, isPlane: boolean): Promise<Buffer> {
  const draw = async ({ text, fills }: { text: string; fills: boolean }) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes]))
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 400 })
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no context')
    context.drawImage(image, 0, 0, 1, 1, 0, 0, 640, 400)
    const [across, down] = [640 / image.width, 400 / image.height]
    const scale = fills ? Math.max(across, down) : 0.92 * Math.min(across, down)
    const [width, height] = [image.width * scale, image.height * scale]
    context.imageSmoothingQuality = 'high'
    context.drawImage(image, (640 - width) / 2, (400 - height) / 2, width, height)
    return canvas.toDataURL('image/webp', 0.8)
  }
  const webp = await page.evaluate(draw, { text: png.toString('base64'), fills: isPlane })
  return Buffer.from(webp.slice(webp.indexOf(',') + 1), 'base64')
}

const isPlaneOf = (stage: string | undefined) =>
  stage === undefined || stage === 'threeModes' || stage === 'race'

/** A chart follows the width of its figure a frame later. */
async function expectToFit(chart: Locator, figure: Locator): Promise<void> {
  const widthOf = async (place: Locator) => (await place.boundingBox())?.width ?? Number.NaN
  await expect.poll(async () => (await widthOf(chart)) <= (await widthOf(figure))).toBe(true)
}

/** What stands for the study in the gallery: the plane without its axes, or a chart of its experiment. */
async function showPicture(page: Page, stage: string | undefined): Promise<Locator> {
  const figure = page.locator('figure').filter({ hasText: pictured[stage ?? ''] ?? '' })
  const isPlane = isPlaneOf(stage)
  await page.setViewportSize(pictureViews[isPlane ? 'plane' : 'chart'])
  if (!isPlane) {
    const chart = figure.locator('svg[role="img"]').first()
    await expectToFit(chart, figure)
    return chart
  }
  await page.addStyleTag({ content: planeStyle })
  const plane = stage === undefined ? page.getByLabel(/^landscape of /) : figure
  return plane.locator('rect.frame')
}

async function takePictures(page: Page, { name, stage }: { name: string; stage: string | undefined }) {
  const place = await showPicture(page, stage)
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    await place.scrollIntoViewIfNeeded()
    await page.mouse.move(0, 0)
    await expect(place).toBeVisible()
    const clip = await place.boundingBox()
    if (!clip) throw new Error('the chart has no place')
    const png = await page.screenshot({ clip, animations: 'disabled' })
    await writeFile(`${folder}${name}-${theme}.webp`, await toWebp(page, png, isPlaneOf(stage)))
  }
}

test.use({ deviceScaleFactor: 2, viewport: { width: 1280, height: 900 } })

for (const { name, title, link } of recordedStudies) {
  test(title, async ({ page }) => {
    // An earlier recording would be shown in place of a fresh study.
    await page.route('**/studies/*', (route) => route.fulfill({ status: 404 }))
    await page.goto(link === '' ? './' : `./#${link}`)
    if (link === '') {
      // Without a recording the page computes the first study by itself.
      await page.waitForFunction(() => window.isthmus?.results().landscape?.key, undefined, {
        timeout: 300_000,
      })
    }
    const stage = new URLSearchParams(link).get('stage') ?? undefined
    await trainStudy(page, stage)
    const words = await page.evaluate(() => window.isthmus?.link() ?? '')
    expect(sortWords(words), 'the recorded study is the one of its link').toBe(sortWords(link))
    await mkdir(folder, { recursive: true })
    await saveStudy(page, name)
    if (galleryStudies.some((entry) => entry.name === name)) await takePictures(page, { name, stage })
  })
}
