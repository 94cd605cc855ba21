import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'
import type { LabPage } from './labPage.ts'

/** Waits until the study is kept. */
export async function expectKept({ page }: LabPage): Promise<void> {
  await expect(page.getByRole('banner').getByText('saved', { exact: true })).toBeVisible()
}

/** Everything that makes a study what it is: its link with the numbers, and what the numbers come from. */
export function readStudy(page: Page) {
  return page.evaluate(() => {
    const { isthmus } = window
    const { profile, landscape, endpoints } = isthmus?.results() ?? {}
    return {
      link: isthmus?.link(),
      profile: Array.from(profile?.curve.train.nll ?? []),
      landscape: Array.from(landscape?.values.test.nll ?? []),
      history: endpoints?.map((endpoint) => endpoint?.history.at(-1)),
    }
  })
}

/** Notes which verbs the page asks of its workers. */
export function noteCalls(): void {
  const calls: string[] = []
  const post = Worker.prototype.postMessage
  Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: never[]) {
    if (typeof message === 'object' && message !== null && 'path' in message) calls.push(String(message.path))
    return post.call(this, message, ...rest)
  }
  Object.assign(window, { calls })
}

/** Nothing was trained or evaluated since the calls are noted. */
export async function expectNothingComputed(page: Page): Promise<void> {
  const calls = await page.evaluate(() => (window as unknown as { calls: string[] }).calls)
  for (const verb of ['train', 'trainCurve', 'evaluate']) expect(calls).not.toContain(verb)
}
