import { readFile } from 'node:fs/promises'
import type { Browser } from '@playwright/test'
import { digitsMlp, openStudy, withPage } from './labStudy.ts'
import type { GridCost } from './results.ts'

/** Points along each axis. */
const sides = [21, 51, 101, 201]

/** What planes of the digits MLP cost by their size, train + test, each in a page of its own: drawing them is part of it. */
export async function measureGrids(browser: Browser, url: string): Promise<readonly GridCost[]> {
  const costs: GridCost[] = []
  for (const side of sides) costs.push(await measureGrid(browser, url, side))
  return costs
}

function measureGrid(browser: Browser, url: string, side: number): Promise<GridCost> {
  return withPage(browser, url, async (page) => {
    await openStudy(page, { ...digitsMlp, res: side })
    const seconds = await page.evaluate(async () => {
      await window.isthmus?.train('curve')
      const start = performance.now()
      const state = (await window.isthmus?.evaluatePlane())?.state
      if (state !== 'done') throw new Error(`the plane was ${state}`)
      return (performance.now() - start) / 1000
    })
    return { points: side ** 2, seconds, pageMiB: await readPageMiB(browser) }
  })
}

/** The most memory that the page's process has held so far, workers included; NaN where the system does not tell. */
async function readPageMiB(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const pages = processInfo.filter(({ type }) => type === 'renderer')
  const peaks = await Promise.all(pages.map(({ id }) => readPeakMiB(id)))
  return Math.max(...peaks)
}

async function readPeakMiB(process: number): Promise<number> {
  const status = await readFile(`/proc/${process}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024
}
