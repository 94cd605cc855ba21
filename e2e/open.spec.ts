import { fixtureBytes, sourceOf } from '../src/fixtures/fixtureFile.ts'
import { npzFormat } from '../src/formats/arrays/npz.ts'
import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import { LabPage } from './labPage.ts'

interface GivenFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

function fileOf(name: string, bytes: Uint8Array = fixtureBytes(name)): GivenFile {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) }
}

function fixtures(...names: readonly string[]): GivenFile[] {
  return names.map((name) => fileOf(name))
}

/** Opens files as the button does, and waits until all are read. */
async function give({ page }: LabPage, files: readonly GivenFile[]): Promise<void> {
  await page.getByLabel('files to open').setInputFiles([...files])
  await expect(page.getByRole('table', { name: 'opened files' })).toBeVisible()
}

/** Arrays of an official result, by name. */
async function readOfficial(name: string): Promise<Map<string, number[]>> {
  const content = await npzFormat.parse(sourceOf(fixtureBytes(name), name))
  if (content.kind !== 'tensors') throw new Error(`${name} holds ${content.kind}`)
  return new Map(content.tensors.map((tensor) => [tensor.name, Array.from(tensor.data, Number)]))
}

/** The profile of the page's study, both splits of the curve. */
function readProfile({ page }: LabPage) {
  return page.evaluate(() => {
    const { profile } = window.isthmus?.results() ?? {}
    if (!profile) throw new Error('no profile')
    const { train, test } = profile.curve
    const list = ({ nll, correct, count }: typeof train) => ({
      nll: Array.from(nll),
      correct: Array.from(correct),
      count,
    })
    return { train: list(train), test: list(test) }
  })
}

const everything = ['moons_bezier.pt', 'moons_data.npz', 'moons_end2.pt', 'moons_end1.pt']

test('checkpoints, a curve and their data give the numbers of the official evaluation', {
  tag: '@cpu',
}, async ({ lab, page }) => {
  await lab.open()
  await give(lab, fixtures(...everything))
  const dialog = page.getByRole('dialog', { name: 'Open files' })
  await expect(dialog.getByRole('row', { name: /moons_end1\.pt/ }).first()).toContainText('Endpoint w₁')
  await expect(dialog.getByRole('row', { name: /moons_end2\.pt/ }).first()).toContainText('Endpoint w₂')
  await expect(dialog.getByRole('row', { name: /moons_bezier\.pt/ })).toContainText('3 control points')
  await expect(dialog).toContainText('700 + 300 rows of 2, 2 classes')
  await expect(dialog).toContainText('354 parameters')
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await lab.expectFresh()

  const official = await readOfficial('moons_curve.npz')
  const profile = await readProfile(lab)
  for (const [split, short] of [
    ['train', 'tr'],
    ['test', 'te'],
  ] as const) {
    const { nll, correct, count } = profile[split]
    const [wantedNll = [], wantedAccuracy = []] = [official.get(`${short}_nll`), official.get(`${short}_acc`)]
    expect(nll.length).toBe(61)
    for (const [i, value] of nll.entries()) {
      const wanted = wantedNll[i] ?? Number.NaN
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(2e-6 + 3e-5 * wanted)
      const wantedCorrect = ((wantedAccuracy[i] ?? Number.NaN) * count) / 100
      expect(Math.abs((correct[i] ?? 0) - wantedCorrect)).toBeLessThanOrEqual(1.0001)
    }
  }

  await lab.button('undo').click()
  await expect(page.getByRole('banner')).toContainText('Two moons · MLP 2-16-16-2')
  await lab.button('redo').click()
  await expect(page.getByRole('banner')).toContainText('moons_data.npz')
  await lab.expectFresh()
})

test('a link to opened files names them and goes on when they are there', async ({
  lab,
  browser,
  complaints,
}) => {
  await lab.open()
  await give(lab, fixtures(...everything))
  await lab.button('Open').click()
  await lab.expectFresh()
  const link = await lab.copyLink()
  // Here the study itself is kept, files and all.
  const elsewhere = await browser.newContext({ reducedMotion: 'reduce' })
  const other = new LabPage(await elsewhere.newPage())
  other.page.on('pageerror', ({ message }) => complaints.push(message))
  await other.page.goto(`./#${link}`)
  await expect(other.notice.first()).toContainText(
    'moons_data.npz, moons_end1.pt, moons_end2.pt, moons_bezier.pt',
  )
  const plane = other.page.getByRole('region', { name: 'Plane', exact: true })
  await expect(plane).toContainText('This study needs files that are not here')
  await expect(plane).toContainText('moons_bezier.pt: the curve')
  await expect(plane).not.toContainText(/Two networks will be trained|to read values/)
  await expect(other.step('Data')).not.toContainText('·')
  const asked = other.page.waitForEvent('filechooser')
  await plane.getByRole('button', { name: 'Open files' }).click()
  await (await asked).setFiles(fixtures(...everything))
  await other.button('Open').click()
  await other.expectFresh()
  await expect(plane).toContainText('to read values')
  await expect(other.status).toContainText('same numbers as recorded')
  await expect(other.notice).toHaveCount(0)
  await elsewhere.close()
})

test('what cannot be used is explained', async ({ lab, page }) => {
  await lab.open()
  const bytes = fixtureBytes('moons_end1.pt')
  const hostile = fileOf('hostile.pt', bytes.with(200, 255).subarray(0, 3000))
  await give(lab, [
    ...fixtures('moons_end1.pt', 'moons_data.npz'),
    ...fixtures('state_dict_zip.pth', 'moons_curve.npz'),
    hostile,
    fileOf('notes.xyz', Uint8Array.of(1, 2, 3)),
  ])
  const row = (name: RegExp) => page.getByRole('table', { name: 'opened files' }).getByRole('row', { name })
  await expect(row(/hostile\.pt/)).toContainText('torch, ')
  await expect(row(/notes\.xyz/)).toContainText('not recognised')
  await expect(row(/moons_curve\.npz/)).toContainText('official curve.npz')
  await expect(row(/state_dict_zip\.pth/)).toContainText('shape mismatch: fc1.weight is 32×64, expected 16×2')
  await expect(lab.button('Open')).toBeEnabled()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('files can be dropped anywhere, and more can join them', async ({ lab, page }) => {
  await lab.open()
  const drop = async (names: readonly string[]) => {
    const files = names.map((name) => ({ name, text: Buffer.from(fixtureBytes(name)).toString('base64') }))
    const transfer = await page.evaluateHandle((given) => {
      const data = new DataTransfer()
      for (const { name, text } of given) {
        data.items.add(new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], name))
      }
      return data
    }, files)
    await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer })
    await expect(page.getByText('Let go to open')).toBeVisible()
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
    await expect(page.getByText('Let go to open')).toHaveCount(0)
  }
  await drop(['moons_end1.pt'])
  const table = page.getByRole('table', { name: 'opened files' })
  await expect(table.getByRole('row')).toHaveCount(2)
  await drop(['moons_data.npz'])
  await expect(table.getByRole('row')).toHaveCount(3)
  await expect(lab.button('Open')).toBeEnabled()
})

test('a network that the tensors do not tell is asked for, and checked as one answers', async ({
  lab,
  page,
}) => {
  await lab.open()
  await give(lab, fixtures('moons_end1.pt', 'moons_data.npz'))
  const dialog = page.getByRole('dialog', { name: 'Open files' })
  const accuracy = dialog.getByRole('region', { name: 'accuracy on the data' })
  await expect(accuracy).toContainText('w₁ · moons_end1.pt')
  const before = await accuracy.textContent()
  await dialog.getByRole('combobox', { name: 'Activation' }).click()
  await page.getByRole('option', { name: 'tanh', exact: true }).click()
  await expect(dialog).toContainText('16 tanh')
  await expect(accuracy).toBeVisible()
  expect(await accuracy.textContent()).not.toBe(before)
})

/** 40 rows as a German spreadsheet writes them: `set` holds out 16, each of the folds 0…3 ten. */
function germanTable(): GivenFile {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const set = ['train', 'train', 'train', 'val', 'test'][i % 5]
    return `${i},25;${-i / 8};${i % 2 ? 'odd' : 'even'};${set};${i % 4}`.replaceAll('.', ',')
  })
  return fileOf('folds.csv', Buffer.from(['x;y;kind;set;fold', ...rows].join('\n')))
}

test('the rows of a table are split by the column and the values that one chooses', async ({ lab, page }) => {
  await lab.open()
  await give(lab, [germanTable()])
  const options = page.getByRole('region', { name: 'data of the files' })
  const choose = async (name: string, option: string) => {
    await options.getByRole('combobox', { name, exact: true }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  await expect(options).toContainText('24 + 16 rows of 3, 2 classes')
  await choose('Split column', 'fold')
  await expect(page.getByRole('dialog')).toContainText('none of its values is chosen for test')
  await expect(lab.button('Open')).toBeDisabled()
  await choose('Test values', '3')
  await expect(options).toContainText('30 + 10 rows of 2, 2 classes')
  await page.keyboard.press('Tab')
  await choose('Split', 'A share of shuffled rows is test')
  await expect(options).toContainText('32 + 8 rows of 3, 2 classes')
  await choose('Split', 'By a column of the table')
  await expect(options).toContainText('24 + 16 rows of 3, 2 classes')
  await expect(lab.button('Open')).toBeEnabled()
  await lab.button('close without opening').click()

  const data = await page.evaluate(async (text) => {
    const split = { by: 'column', column: 'fold', test: ['1', '2'] }
    const opened = await window.isthmus?.open(new File([text], 'folds.csv'), { data: { split } })
    return opened && 'data' in opened ? opened.data : undefined
  }, germanTable().buffer.toString())
  expect(data).toMatchObject({ trainCount: 20, testCount: 20, inputShape: [2] })
})

test.describe('the dialog', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme, bypassCSP: true })

      test('has no serious accessibility problem and works from the keyboard', async ({ lab, page }) => {
        await lab.open()
        await give(lab, fixtures('moons_end1.pt', 'moons_data.npz', 'moons_curve.npz'))
        await expect(lab.button('Open')).toBeEnabled()
        expect(await findGraveViolations(page)).toEqual([])
        await lab.button('Open').focus()
        await page.keyboard.press('Enter')
        await expect(page.getByRole('dialog')).toHaveCount(0)
        await lab.expectFresh()
      })
    })
  }
})
