import type { Browser } from '@playwright/test'
import { withPage } from './labStudy.ts'
import { quantile } from './timing.ts'

declare global {
  interface Window {
    firstLandscapeMs?: number
  }
}

/** Visits that are timed, after one that warms the server up. */
const repeats = 5

/** Milliseconds from the navigation to the recorded landscape on screen, with an empty cache; the median of five visits. */
export async function measureFirstLandscape(browser: Browser, url: string): Promise<number> {
  const times: number[] = []
  for (let visit = 0; visit <= repeats; visit++) {
    const took = await withPage(browser, url, async (page) => {
      await page.addInitScript(watchLandscape)
      await page.goto('./')
      const read = await page.waitForFunction(() => window.firstLandscapeMs)
      return Number(await read.jsonValue())
    })
    if (visit > 0) times.push(took)
  }
  return quantile(times, 0.5)
}

/** Runs in the page before anything else: notes the end of the first frame in which the heatmap has colours. */
function watchLandscape(): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    window.firstLandscapeMs = performance.now()
  }
  const isPainted = () => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas:has(+ [aria-label^="landscape of"])')
    if (!canvas || canvas.width < 2 || canvas.height < 2) return false
    const row = canvas.getContext('2d')?.getImageData(0, canvas.height >> 1, canvas.width, 1).data
    const words = row ? new Uint32Array(row.buffer) : new Uint32Array()
    return words.some((word) => word !== words[0])
  }
  const look = () => {
    // A message sent in the frame that paints arrives once it is painted.
    if (isPainted()) port2.postMessage(undefined)
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
