import { readFileSync } from 'node:fs'
import { expect, test } from './fixtures.ts'
import { lengthy, tiny } from './labPage.ts'
import { isthmusOf } from './scriptedPage.ts'

const documentation = readFileSync(new URL('../docs/scripting.md', import.meta.url), 'utf8')
/** Every block of script with the heading above it. */
const examples = documentation.split(/^## /m).flatMap((section) => {
  const [title = ''] = section.split('\n')
  return [...section.matchAll(/^```js\n([\s\S]+?)^```/gm)].map(([, text = ''], index) => ({
    title: `${title}, example ${index + 1}`,
    text,
  }))
})

test.describe('the examples of docs/scripting.md', () => {
  for (const { title, text } of examples) {
    test(title, { tag: '@cpu' }, async ({ lab, page }) => {
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      await lab.open({ live: 0 })
      // Text that the debugger evaluates is not bound by the page's policy.
      await page.evaluate(`(async () => { ${text} })()`)
      expect(await page.evaluate(() => Object.keys(window.isthmus?.results() ?? {}))).toContain('profile')
      if (/console\.(log|table)/.test(text)) expect(said).not.toEqual([])
    })
  }

  test('are there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(6)
  })
})

test('what a script does is on screen, and the person can undo it', async ({ lab, page }) => {
  await lab.open({ ...tiny, epochs: 5, curveEpochs: 5 })
  const isthmus = await isthmusOf(page)
  await isthmus.evaluate((script) => script.train('all'))
  await lab.expectFresh()
  await isthmus.evaluate((script) => script.evaluatePlane({ resolution: 31, margin: 0.6 }))
  await expect(lab.step('Landscape')).toContainText('31 × 31')
  await lab.expectFresh()
  await lab.button('undo').click()
  await expect(lab.step('Landscape')).toContainText('21 × 21')
})

test('a call that is cancelled says so, and the events tell the rest', async ({ lab, page }) => {
  await lab.open({ ...lengthy, live: 0 })
  const isthmus = await isthmusOf(page)
  const outcome = await isthmus.evaluate(async (script) => {
    const told: string[] = []
    script.on('finished', ({ step, end }) => told.push(`${step} ${end}`))
    const progress = new Promise<number>((resolve) => script.on('progress', ({ share }) => resolve(share)))
    const training = script.train('curve')
    const share = await progress
    script.cancel()
    return { end: await training, share, told }
  })
  expect(outcome.end).toEqual({ state: 'cancelled' })
  expect(outcome.share).toBeGreaterThanOrEqual(0)
  expect(outcome.told).toContain('endpoints cancelled')
  await expect(lab.button('Run all')).toBeEnabled()
})
