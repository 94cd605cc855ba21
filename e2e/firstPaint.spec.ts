import { expect, test } from './fixtures.ts'

/** Notes which verbs the page asks of its workers. */
function noteCalls(): void {
  const calls: string[] = []
  const post = Worker.prototype.postMessage
  Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: never[]) {
    if (typeof message === 'object' && message !== null && 'path' in message) calls.push(String(message.path))
    return post.call(this, message, ...rest)
  }
  Object.assign(window, { calls })
}

test('the first paint shows a recorded study and computes nothing @both', async ({ lab, page }) => {
  await page.addInitScript(noteCalls)
  await lab.open()
  await lab.expectFresh()
  await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
  await expect(lab.bend).toBeVisible()
  await expect(lab.status).toContainText('as recorded')
  const barriers = [await lab.figures('curve'), await lab.figures('segment')].map((row) => Number(row.at(-1)))
  expect(barriers[0]).toBeLessThan((barriers[1] ?? 0) / 10)
  await expect(lab.step('Endpoints')).toContainText(/9\d\.\d % · 9\d\.\d % test/)
  await expect(lab.badge).toHaveText(/^SIMD · \d threads?$/)
  const calls = await page.evaluate(() => (window as unknown as { calls: string[] }).calls)
  expect(calls).toContain('readStudy')
  for (const verb of ['train', 'trainCurve', 'evaluate']) expect(calls).not.toContain(verb)
})

test('the recorded study answers like one of one’s own', async ({ lab, page }) => {
  await lab.open()
  await lab.plane.click({ position: { x: 200, y: 200 } })
  await expect(page.getByRole('region', { name: 'probed network' })).toContainText(/nll\s*\d/)
  await lab.button('Train it here').click()
  await lab.expectFresh()
  await expect(lab.status).toContainText(/same numbers as recorded|differs by/)
})
