import { expect, type Locator, type Page } from '@playwright/test'
import type {} from '../src/scripting/isthmus.ts'

/** A study that trains in a blink and waits for its button; the words are those of a link. */
export const tiny = {
  n: 200,
  epochs: 20,
  curveEpochs: 20,
  widths: 8,
  batch: 32,
  curveBatch: 32,
  live: 0,
} as const

/** A study that trains for many seconds. */
export const lengthy = { n: 10_000, epochs: 2000, curveEpochs: 2000 } as const

/** Words and values of a link. */
export type LinkWords = Readonly<Record<string, string | number>>

/** Writes the part of the address after `#`. */
export function formatWords(words: LinkWords): string {
  const texts = Object.entries(words).map(([word, value]) => [word, String(value)])
  return new URLSearchParams(texts).toString()
}

/** The lab as a person finds it: by roles, names and words. */
export class LabPage {
  readonly page: Page
  readonly badge: Locator
  /** Whether everything is fresh, and whether the numbers are those recorded. */
  readonly status: Locator
  readonly notice: Locator
  readonly plane: Locator
  readonly heatmap: Locator
  readonly bend: Locator
  readonly statistics: Locator
  /** The line of the curve in the chart along t. */
  readonly curveLine: Locator
  /** What the landscape foretells while the bend is in the hand. */
  readonly preview: Locator

  constructor(page: Page) {
    this.page = page
    this.badge = page.getByRole('button', { name: /^computed by/ })
    this.status = page.getByRole('contentinfo')
    this.notice = page.getByRole('alert')
    this.plane = page.getByLabel(/^landscape of /)
    this.heatmap = page.locator('canvas:has(+ [aria-label^="landscape of"])')
    this.bend = page.getByRole('slider', { name: 'bend', exact: true })
    this.statistics = page.getByRole('table').filter({ hasText: 'barrier' })
    const chart = page.getByRole('img', { name: /^train nll along t/ })
    this.curveLine = chart.locator('[data-series="curve"] path')
    this.preview = chart.locator('[data-series="preview"]')
  }

  /** Opens a study by its link, as if for the first time. */
  async open(words: LinkWords | string = ''): Promise<void> {
    const hash = typeof words === 'string' ? words : formatWords(words)
    await this.page.goto(hash === '' ? './' : `./#${hash}`)
    await expect(this.step('Data').getByRole('img', { name: / in the train split/ })).toBeVisible()
  }

  /** A step of the study, by its title. */
  step(title: string): Locator {
    return this.page
      .getByRole('region', { name: title, exact: true })
      .filter({ has: this.page.getByRole('heading') })
  }

  async openStep(title: string): Promise<void> {
    const heading = this.step(title).getByRole('button', { name: title }).first()
    if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click()
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async expectFresh(): Promise<void> {
    await expect(this.status).toContainText('All fresh', { timeout: 50_000 })
  }

  /** The exact profile is there; the plane may still be from before the bend moved. */
  async expectProfileFresh(): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => window.isthmus?.link().includes('numbers='))).toBe(true)
  }

  async runAll(): Promise<void> {
    await this.button('Run all').click()
    await this.expectFresh()
  }

  /** Notes which of these words the page shows from now on, however briefly; the answer tells which it did. */
  async noteWords(words: readonly string[]): Promise<() => Promise<string[]>> {
    const noted = await this.page.evaluateHandle((wanted) => {
      const seen = new Set<string>()
      const look = () => {
        for (const word of wanted) if (document.body.textContent.includes(word)) seen.add(word)
      }
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      })
      return seen
    }, words)
    return () => noted.evaluate((seen) => [...seen])
  }

  /** The figures of a row of the statistics: min, max, avg, int, barrier. */
  async figures(row: 'curve' | 'segment'): Promise<string[]> {
    return this.statistics.getByRole('row', { name: row }).getByRole('cell').allTextContents()
  }

  /** Where the heatmap shows colours: the share of pixels that differ from the first one. */
  async paintedShare(): Promise<number> {
    return this.heatmap.evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement
      const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data
      if (!pixels) return 0
      const words = new Uint32Array(pixels.buffer)
      return words.filter((word) => word !== words[0]).length / words.length
    })
  }

  /** The link in the address bar, once it tells the numbers. */
  async copyLink(): Promise<string> {
    await expect.poll(() => new URL(this.page.url()).hash).toContain('numbers=')
    return new URL(this.page.url()).hash.slice(1)
  }
}
