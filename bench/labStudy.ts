import type { Browser, Page } from '@playwright/test'
import { LabPage, type LinkWords } from '../e2e/labPage.ts'
import type {} from '../src/scripting/isthmus.ts'

/** The digits MLP of the reference, 64-32-32-10, with its recipe. */
export const digitsMlp: LinkWords = {
  data: 'digits',
  testShare: 0.2,
  widths: '32-32',
  epochs: 100,
  curveEpochs: 150,
  live: 0,
}

/** The batch-norm CNN of the reference; what it has learned does not matter where it is only evaluated. */
export const digitsBn: LinkWords = {
  data: 'digits',
  testShare: 0.2,
  net: 'cnn',
  bn: 1,
  epochs: 3,
  curveEpochs: 3,
  live: 0,
}

/** Does something with the page in a window and with a cache of its own. */
export async function withPage<T>(
  browser: Browser,
  baseURL: string,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } })
  try {
    const page = await context.newPage()
    page.on('pageerror', (error) => process.stderr.write(`the page: ${error.message}\n`))
    return await work(page)
  } finally {
    await context.close()
  }
}

/** Opens a study by its words and waits until its data are there, so that a run begins with training. */
export async function openStudy(page: Page, words: LinkWords): Promise<LabPage> {
  const lab = new LabPage(page)
  await lab.open(words)
  await page.waitForFunction(() => window.isthmus?.results().data)
  return lab
}

/** Runs what is not fresh, without the film; answers seconds. Other `seeds` make everything stale first. */
export async function runStudy(page: Page, seeds: readonly [number, number]): Promise<number> {
  return page.evaluate(async ([seed1, seed2]) => {
    const { isthmus } = window
    if (!isthmus) throw new Error('the page has no window.isthmus')
    await isthmus.choose({ seed1, seed2 })
    const start = performance.now()
    const { state } = await isthmus.train('all')
    if (state !== 'done') throw new Error(`the study was ${state}`)
    return (performance.now() - start) / 1000
  }, seeds)
}
