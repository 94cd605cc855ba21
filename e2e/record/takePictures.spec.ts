import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { packPng } from './packPng.ts'

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))

const digits = { data: 'digits', widths: '32-32', epochs: 100, curveEpochs: 150, testShare: 0.2 }

async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}${name}.png`, packPng(await page.screenshot()))
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
