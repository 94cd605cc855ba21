import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface Look {
  /** The first element that this selector finds is looked at alone. */
  readonly within?: string
  /** Contrast alone, where the rest has been looked at in the other theme. */
  readonly colorsOnly?: boolean
}

/** What axe finds serious or critical on the page; needs `bypassCSP`. */
export async function findGraveViolations(
  page: Page,
  { within = 'html', colorsOnly = false }: Look = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ path: axePath })
  const options = { resultTypes: ['violations'], ...(colorsOnly && { runOnly: ['color-contrast'] }) }
  const { violations } = await page.evaluate(
    ([selector, how]) =>
      (window as unknown as { axe: { run(context: string, options: object): Promise<AxeResults> } }).axe.run(
        selector,
        how,
      ),
    [within, options] as const,
  )
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}
