import type { Browser } from '@playwright/test'
import { digitsMlp, openStudy, runStudy, withPage } from './labStudy.ts'
import { quantile } from './timing.ts'

/** Studies that are timed, after one that warms up. */
const repeats = 5

/**
 * Seconds of the whole digits MLP study in the page: two endpoints of 100 epochs, a curve of 150, two 61-point profiles and a
 * 441-point plane, without the film. The median of five with other seeds each.
 */
export function measureStudy(browser: Browser, url: string): Promise<number> {
  return withPage(browser, url, async (page) => {
    await openStudy(page, digitsMlp)
    const seconds: number[] = []
    for (let run = 0; run <= repeats; run++) {
      const took = await runStudy(page, [100 + 2 * run, 101 + 2 * run])
      if (run > 0) seconds.push(took)
    }
    return quantile(seconds, 0.5)
  })
}
