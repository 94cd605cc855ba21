import type { Browser } from '@playwright/test'
import { digitsMlp, openStudy, runStudy, withPage } from './labStudy.ts'
import { quantile } from './timing.ts'

declare global {
  interface Window {
    longestFrame?: number
  }
}

/** Seconds of training and of a plane, for frames to be counted in. */
const lengthy = { ...digitsMlp, epochs: 600, curveEpochs: 600, res: 101 }

/** Runs of which the middle one counts: a machine that does something else for a moment holds up a frame of one. */
const runs = 3

/**
 * The longest time between two frames of the page, or the longest animation frame where the browser tells that one was longer,
 * while two endpoints and a curve of the digits MLP train and a 101×101 plane is evaluated.
 */
export async function measureFrames(browser: Browser, url: string): Promise<number> {
  const longest: number[] = []
  for (let run = 0; run < runs; run++) longest.push(await measureOnce(browser, url))
  return quantile(longest, 0.5)
}

function measureOnce(browser: Browser, url: string): Promise<number> {
  return withPage(browser, url, async (page) => {
    await openStudy(page, lengthy)
    await page.evaluate(watchFrames)
    await runStudy(page, [1, 2])
    return page.evaluate(() => window.longestFrame ?? Number.NaN)
  })
}

/** Runs in the page: keeps the longest frame from now on. */
function watchFrames(): void {
  const keep = (milliseconds: number) => {
    window.longestFrame = Math.max(window.longestFrame ?? 0, milliseconds)
  }
  const from = performance.now()
  let last: number | undefined
  const follow = (now: number) => {
    if (last !== undefined) keep(now - last)
    last = now
    requestAnimationFrame(follow)
  }
  requestAnimationFrame(follow)
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) if (startTime >= from) keep(duration)
  }).observe({ type: 'long-animation-frame' })
}
