import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import type {} from '../../src/scripting/isthmus.ts'

const folder = fileURLToPath(new URL('../../public/studies/', import.meta.url))

/** Trains the study of the first paint in the page itself and returns its file, as base64. */
async function recordStudy(): Promise<{ readonly link: string; readonly file: string }> {
  const { isthmus } = window
  if (!isthmus) throw new Error('the page has no window.isthmus')
  const { state } = await isthmus.train('all')
  if (state !== 'done') throw new Error(`the study was ${state}`)
  const bytes = await isthmus.saveStudy()
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte))
  return { link: isthmus.link(), file: btoa(characters.join('')) }
}

test('the two moons of the first paint', async ({ page }) => {
  // An earlier recording would be shown in place of a fresh study; without one the page computes it by itself.
  await page.route('**/studies/*', (route) => route.fulfill({ status: 404 }))
  await page.goto('./')
  await page.waitForFunction(() => window.isthmus?.results().landscape?.key, undefined, { timeout: 300_000 })
  const { link, file } = await page.evaluate(recordStudy)
  expect(link, 'the recorded study is the one without choices').toBe('')
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}moons.safetensors`, Buffer.from(file, 'base64'))
})
