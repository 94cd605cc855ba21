import { fixtureBytes } from '../src/fixtures/fixtureFile.ts'
import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import type { LabPage } from './labPage.ts'

interface GivenFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

function fixture(name: string, as = name): GivenFile {
  return { name: as, mimeType: 'application/octet-stream', buffer: Buffer.from(fixtureBytes(name)) }
}

const directionsName = 'digits_bn.pt_weights_xignore=biasbn_xnorm=filter_yignore=biasbn_ynorm=filter.h5'
const directions = fixture('digits_bn_directions.h5', directionsName)
const surface = fixture('digits_bn_surface.h5', `${directionsName}_[-1.0,1.0,21]x[-1.0,1.0,21].h5`)
const network = fixture('bn_official_zip.pt', 'digits_bn.pt')

/** Opens files as the button does and takes them. */
async function open(lab: LabPage, ...files: readonly GivenFile[]): Promise<void> {
  await lab.page.getByLabel('files to open').setInputFiles([...files])
  await expect(lab.page.getByRole('table', { name: 'opened files' })).toBeVisible()
  await lab.button('Open').click()
  await expect(lab.page.getByRole('dialog')).toHaveCount(0)
}

/** Share of a picture's pixels that differ from its first one. */
function paintedShare({ page }: LabPage): Promise<number> {
  const picture = page.locator('canvas:has(+ [aria-label^="opened picture of"])')
  return picture.evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement
    const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data
    if (!pixels) return 0
    const words = new Uint32Array(pixels.buffer)
    return words.filter((word) => word !== words[0]).length / words.length
  })
}

test('an official plane and curve stand for themselves, and closing them is a step of undo', {
  tag: '@cpu',
}, async ({ lab, page }) => {
  await lab.open()
  await open(lab, fixture('moons_plane.npz'), fixture('moons_curve.npz'))
  const plane = page.getByRole('region', { name: 'Opened plane' })
  await expect(plane.getByRole('img', { name: 'opened picture of train nll' })).toBeVisible()
  await expect.poll(() => paintedShare(lab)).toBeGreaterThan(0.5)
  await expect(plane.locator('.contour').first()).toBeAttached()
  // Marks, not handles: there is no network to move.
  await expect(plane.getByRole('img', { name: 'bend' })).toBeAttached()
  await expect(page.getByRole('slider', { name: 'bend' })).toHaveCount(0)
  const path = page.getByRole('region', { name: 'Opened path' })
  await expect(path.getByRole('row', { name: /moons_curve\.npz/ })).toContainText('0.115')
  await expect(path).toContainText('length 14.09')
  await expect(page.getByRole('region', { name: 'About the opened result' })).toContainText('no bend dragged')

  await plane.getByRole('combobox', { name: 'quantity of the opened result' }).click()
  await page.getByRole('option', { name: 'train loss', exact: true }).click()
  await expect(plane).toContainText('norms that are not squared')

  await lab.button('Close the opened results').click()
  await expect(plane).toHaveCount(0)
  await expect(lab.bend).toBeVisible()
  await lab.button('undo').click()
  await expect(plane).toBeVisible()
  await lab.button('redo').click()
  await expect(plane).toHaveCount(0)
})

test('an official curve lies beside the curve of the study', { tag: '@cpu' }, async ({ lab, page }) => {
  await lab.open()
  await open(lab, fixture('moons_curve.npz'))
  await lab.button('Show beside the study').click()
  const chart = page.getByRole('img', { name: /^train nll along t: .*moons_curve\.npz/ })
  await expect(chart.locator('[data-series="published-moons_curve.npz"] path')).toHaveAttribute('d', /^M/)
  await expect(lab.bend).toBeVisible()
  await lab.button('Show the opened result').click()
  await expect(page.getByRole('region', { name: 'Opened path' })).toBeVisible()
  await lab.button('Close the opened result').click()
  await expect(chart).toHaveCount(0)
})

test('a surface is seen without its network', { tag: '@cpu' }, async ({ lab, page }) => {
  await lab.open()
  await open(lab, surface)
  const plane = page.getByRole('region', { name: 'Opened plane' })
  await expect.poll(() => paintedShare(lab)).toBeGreaterThan(0.5)
  await expect(plane).toContainText('without weight decay')
  const picture = plane.getByRole('img', { name: 'opened picture of train nll' })
  await picture.hover({ position: { x: 250, y: 180 } })
  await expect(plane.getByText(/train nll [\d.]+ at \(/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'About the opened result' })).toContainText('21 × 21 points')
  await plane.getByRole('button', { name: 'What must be known of this picture' }).click()
  await expect(page.getByRole('dialog')).toContainText('the running statistics of the checkpoint')
  await expect(page.getByRole('dialog')).toContainText('Why does this look odd?')
})

test('with its network and directions it is computed anew and compared', {
  tag: '@cpu',
}, async ({ lab, page }) => {
  await lab.open({ data: 'digits', testShare: 0.2, live: 0 })
  await page.getByLabel('files to open').setInputFiles([network, directions, surface])
  const dialog = page.getByRole('dialog', { name: 'Open files' })
  await expect(dialog.getByRole('region', { name: 'Results of other programs' })).toContainText(
    'will be computed anew from digits_bn.pt',
  )
  await lab.button('Open').click()
  const about = page.getByRole('region', { name: 'About the opened result' })
  await expect(about).toContainText(/train nll differs by at most \d\.\de-\d/, { timeout: 50_000 })
  await expect(about).toContainText('train accuracy differs by at most 0 of 1437 samples')
  await expect(about).toContainText('stored batch norm statistics')
  const differences = await page.evaluate(() => {
    const published = window.isthmus?.results().published
    const [nll] = published?.planes[0]?.layers ?? []
    const found = published?.comparison?.found?.values.train.nll
    if (!nll || !found) throw new Error('no comparison')
    return Array.from(
      nll.values,
      (wanted, i) => Math.abs((found[i] ?? Number.NaN) - wanted) / (2e-6 + 3e-5 * wanted),
    )
  })
  expect(differences).toHaveLength(441)
  expect(Math.max(...differences)).toBeLessThan(1)
  await page.getByText('Difference', { exact: true }).click()
  await expect(page.getByRole('img', { name: 'opened picture of train nll' })).toBeVisible()
})

test('a surface of other data is told by its distance', async ({ lab, page }) => {
  await lab.open({ data: 'digits', testShare: 0.5, live: 0 })
  await open(lab, network, directions, surface)
  const about = page.getByRole('region', { name: 'About the opened result' })
  await expect(about.getByRole('alert')).toContainText('more than rounding', { timeout: 50_000 })
})

test('files can be pasted', { tag: '@cpu' }, async ({ lab, page }) => {
  await lab.open()
  const text = Buffer.from(fixtureBytes('moons_curve.npz')).toString('base64')
  await page.evaluate((base64) => {
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], 'pasted.npz'))
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, text)
  await expect(page.getByRole('table', { name: 'opened files' })).toContainText(
    'official curve.npz, 61 points',
  )
})

test.describe('opened results', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme, bypassCSP: true })

      test('have no serious accessibility problem', async ({ lab, page }) => {
        await lab.open()
        await open(lab, fixture('moons_plane.npz'), fixture('moons_curve.npz'), surface)
        await expect(page.getByRole('region', { name: 'Opened plane' })).toBeVisible()
        expect(await findGraveViolations(page)).toEqual([])
      })
    })
  }
})
