import type { Page } from 'playwright'
import type {} from '../src/scripting/isthmus.ts'

/** Runs of the study; the first warms up, the middle one of the others counts. */
const runs = 6

/**
 * Seconds of the whole digits MLP study in the page: two endpoints of 100 epochs, a curve of 150, two 61-point profiles and a
 * 441-point plane, without the film.
 */
export async function measureStudy(page: Page, url: string): Promise<number> {
  await page.goto(url)
  await page.waitForFunction(() => window.isthmus !== undefined)
  const seconds: number[] = []
  for (let run = 0; run < runs; run++) {
    // Other seeds each time, so that no step is fresh.
    const took = await page.evaluate(async (seed) => {
      const { isthmus } = window
      isthmus?.set({ live: false })
      isthmus?.set({
        data: 'digits',
        testShare: 360 / 1797,
        network: 'mlp',
        widths: [32, 32],
        epochs: 100,
        curveEpochs: 150,
        backend: 'simd',
        seed1: seed,
        seed2: seed + 1,
      })
      const start = performance.now()
      const end = await isthmus?.run()
      if (end !== 'done') throw new Error(`the study ended ${end}`)
      return (performance.now() - start) / 1000
    }, 100 * run)
    if (run > 0) seconds.push(took)
  }
  return seconds.toSorted((a, b) => a - b)[runs >> 1] as number
}
