import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { saveFilm, savePicture } from './savePicture.ts'

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))

const digits = { data: 'digits', widths: '32-32', epochs: 100, curveEpochs: 150, testShare: 0.2 }

async function takePicture(page: Page, name: string): Promise<void> {
  await savePicture(`${folder}${name}.webp`, await page.screenshot())
}

test.use({ viewport: { width: 1440, height: 900 } })

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('the first paint', async ({ lab, page }) => {
      await lab.open()
      await lab.expectFresh()
      await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
      await takePicture(page, `first-paint-${colorScheme}`)
    })

    test('a finished study of the digits', async ({ lab, page }) => {
      await lab.open({ ...digits, res: 41 })
      await lab.button('Run all').click()
      await expect(lab.status).toContainText('All fresh', { timeout: 500_000 })
      await takePicture(page, `digits-${colorScheme}`)
    })
  })
}

test.describe('the film', () => {
  test.use({ colorScheme: 'light' })

  test('the bend in the hand, t from end to end, and the landscape raised and turned', async ({
    lab,
    page,
  }) => {
    await lab.open()
    await lab.expectFresh()
    await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
    const frames: Buffer[] = []
    const take = async () => frames.push(await page.screenshot())
    const box = await lab.bend.boundingBox()
    if (!box) throw new Error('the bend is out of sight')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    // Once around an ellipse below the bend's place, so that the film begins and ends with the trained curve.
    for (let i = 0; i <= 36; i++) {
      const angle = (i / 36) * 2 * Math.PI
      await page.mouse.move(x + 90 * Math.sin(angle), y + 110 * (1 - Math.cos(angle)))
      await page.evaluate(() => new Promise(requestAnimationFrame))
      await take()
    }
    await page.mouse.up()
    await lab.button('Put it back').click()
    await lab.expectFresh()
    const slider = page.getByRole('slider', { name: 't, position along the curve' })
    await slider.focus()
    await page.keyboard.press('Home')
    for (let i = 0; i < 30; i++) {
      await take()
      for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowRight')
    }
    await page.getByText('3-D', { exact: true }).click()
    const relief = page.getByRole('application', { name: /^3-D landscape: arrow keys/ })
    await relief.focus()
    for (let i = 0; i < 18; i++) {
      await take()
      await page.keyboard.press(i % 6 === 5 ? 'ArrowUp' : 'ArrowRight')
      await page.evaluate(() => new Promise(requestAnimationFrame))
    }
    await saveFilm(`${folder}film.webp`, frames, { width: 960, delayMs: 90, lastMs: 1500 })
  })
})
