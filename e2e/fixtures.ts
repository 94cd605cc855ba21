import { test as base, expect, type Page } from '@playwright/test'
import { LabPage } from './labPage.ts'

interface Fixtures {
  /** The page of the lab, not opened yet. A test fails when anything in it reports an error. */
  readonly lab: LabPage
  /** What consoles and uncaught exceptions said, in this and further pages; a test that provokes some takes them out. */
  readonly complaints: string[]
}

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
}

/** Playwright's test with the lab's page. */
export const test = base.extend<Fixtures>({
  complaints: async ({ context }, use) => {
    const complaints: string[] = []
    context.on('page', (page) => listen(page, complaints))
    await use(complaints)
    expect(complaints, 'what consoles and uncaught exceptions said').toEqual([])
  },
  lab: async ({ complaints: _, page }, use) => {
    await use(new LabPage(page))
  },
})

export { expect }
