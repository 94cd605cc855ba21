import { test as base, expect } from '@playwright/test'
import { LabPage } from './labPage.ts'

interface Fixtures {
  /** The page of the lab, not opened yet. A test fails when anything in it reports an error. */
  readonly lab: LabPage
  /** What consoles and uncaught exceptions said in this browser context; must be empty in the end. */
  readonly complaints: string[]
}

/** Playwright's test with the lab's page. */
export const test = base.extend<Fixtures>({
  complaints: async ({ context }, use) => {
    const complaints: string[] = []
    context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`))
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
    })
    await use(complaints)
    expect(complaints, 'what consoles and uncaught exceptions said').toEqual([])
  },
  lab: async ({ complaints: _, page }, use) => {
    await use(new LabPage(page))
  },
})

export { expect }
