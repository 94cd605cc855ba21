import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FrameLocator } from '@playwright/test'
import { findGraveViolations } from './findGraveViolations.ts'
import { test as base, expect } from './fixtures.ts'
import { formatWords, tiny } from './labPage.ts'

interface Host {
  /** Shows the app in a frame of a page of another origin. */
  embed(address: string, size?: { readonly width: number; readonly height: number }): Promise<FrameLocator>
}

const test = base.extend<{ host: Host }>({
  host: async ({ page, baseURL, complaints: _ }, use) => {
    let body = ''
    const server = createServer((_request, answer) => {
      answer
        .writeHead(200, { 'Content-Type': 'text/html' })
        .end(`<!doctype html><title>A course</title>${body}`)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await use({
      async embed(address, { width, height } = { width: 900, height: 480 }) {
        body = `<p>Before</p><iframe src="${baseURL}/${address}" width="${width}" height="${height}"></iframe><p style="height: 200vh">After</p>`
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
        const frame = page.frameLocator('iframe')
        await expect(frame.getByRole('link', { name: 'Open in Isthmus' })).toBeVisible()
        return frame
      },
    })
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  },
})

const bendOf = (frame: FrameLocator) => frame.getByRole('slider', { name: 'bend', exact: true })

test('a page of another origin shows the landscape, the path and a link, and nothing else', async ({
  host,
}) => {
  const frame = await host.embed('?embed')
  await expect(bendOf(frame)).toBeVisible()
  await expect(frame.getByRole('region', { name: 'Along the path' })).toBeVisible()
  await expect(frame.getByRole('banner')).toHaveCount(0)
  for (const title of ['Data', 'Network', 'Endpoints', 'Curve', 'Landscape'])
    await expect(frame.getByRole('heading', { name: title, exact: true })).toHaveCount(0)
  await expect(frame.getByRole('button', { name: 'Run all' })).toHaveCount(0)
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText('Two moons · MLP 2-16-16-2')
})

for (const width of [320, 480, 679, 680, 900]) {
  test(`fits a frame of ${width} pixels`, async ({ host }) => {
    const frame = await host.embed('?embed', { width, height: 360 })
    await expect(bendOf(frame)).toBeVisible()
    const path = frame.getByRole('region', { name: 'Along the path' })
    if (width >= 680) await expect(path).toBeVisible()
    else await expect(path).toBeHidden()
    const [inner, outer] = await frame.locator('html').evaluate(
      (html) =>
        [
          [html.scrollWidth, html.scrollHeight],
          [html.clientWidth, html.clientHeight],
        ] as const,
    )
    expect(inner).toEqual(outer)
  })
}

test('the link opens the same study in the whole page', async ({ host, page, context, lab: _ }) => {
  const frame = await host.embed(`?embed#${formatWords({ palette: 'greys', t: 0.25 })}`)
  const link = frame.getByRole('link', { name: 'Open in Isthmus' })
  await expect(link).toHaveAttribute('href', /^\.\/#palette=greys&t=0\.25/)
  await bendOf(frame).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(link).toHaveAttribute('href', /held=1_/)
  const [whole] = await Promise.all([context.waitForEvent('page'), link.click()])
  await expect(whole.getByRole('banner')).toBeVisible()
  await expect(whole).toHaveURL(/held=1_[^?]*$/)
  expect(await whole.evaluate(() => window.opener === null)).toBe(true)
})

test('a link with choices waits for its button, runs, and can be stopped', async ({ host }) => {
  const frame = await host.embed(`?embed#${formatWords({ ...tiny, n: 10_000, epochs: 2000 })}`)
  await frame.getByRole('button', { name: 'Train and draw' }).click()
  await frame.getByRole('button', { name: 'Cancel' }).click()
  await expect(frame.getByRole('button', { name: 'Cancel' })).toHaveCount(0)
})

test('a link with numbers is computed by itself', { tag: '@cpu' }, async ({ host, lab, page }) => {
  await lab.open(tiny)
  await lab.runAll()
  const link = await lab.copyLink()
  await page.goto('about:blank')
  const frame = await host.embed(`?embed#${link}`)
  await expect(bendOf(frame)).toBeVisible()
  await expect(frame.getByRole('row', { name: 'curve' })).toBeVisible()
})

test('what fails is said', async ({ host }) => {
  const frame = await host.embed(`?embed#${formatWords({ ...tiny, seed1: 5, seed2: 5 })}`)
  await frame.getByRole('button', { name: 'Train and draw' }).click()
  await expect(frame.getByRole('alert')).toContainText('w₁ and w₂ are the same network')
})

for (const theme of ['light', 'dark'] as const) {
  test(`looks ${theme} when the address says so, else as the system`, async ({ host, page }) => {
    const other = theme === 'light' ? 'dark' : 'light'
    await page.emulateMedia({ colorScheme: other })
    const told = await host.embed(`?embed&theme=${theme}`)
    await expect(told.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    const silent = await host.embed('?embed')
    await expect(silent.locator('html')).toHaveAttribute('data-mantine-color-scheme', other)
  })
}

test('the wheel scrolls the page around until somebody has clicked into the frame', async ({
  host,
  page,
}) => {
  const frame = await host.embed('?embed')
  await expect(bendOf(frame)).toBeVisible()
  const plane = frame.getByLabel(/^landscape of /)
  await plane.hover()
  await page.mouse.wheel(0, 120)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(0)
  await plane.click({ position: { x: 150, y: 60 } })
  const before = await page.evaluate(() => window.scrollY)
  await page.mouse.wheel(0, -120)
  await expect(frame.getByRole('link', { name: 'Open in Isthmus' })).toHaveAttribute('href', /window=/)
  expect(await page.evaluate(() => window.scrollY)).toBe(before)
})

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true })

  test('a finger takes the bend and does not scroll the page around', async ({ host, page, context }) => {
    const frame = await host.embed('?embed', { width: 360, height: 420 })
    const bend = await bendOf(frame).boundingBox()
    if (!bend) throw new Error('no bend')
    const [x, y] = [bend.x + bend.width / 2, bend.y + bend.height / 2]
    const session = await context.newCDPSession(page)
    const touch = (
      type: 'touchStart' | 'touchMove' | 'touchEnd',
      points: readonly { x: number; y: number }[],
    ) => session.send('Input.dispatchTouchEvent', { type, touchPoints: [...points] })
    await touch('touchStart', [{ x, y }])
    for (const step of [10, 20, 30]) await touch('touchMove', [{ x: x + step, y: y + step }])
    await touch('touchEnd', [])
    await expect(frame.getByRole('button', { name: 'Put it back' })).toBeVisible()
    expect(await page.evaluate(() => window.scrollY)).toBe(0)
  })
})

test('keeps nothing in the browser', async ({ lab, page, host: _ }) => {
  await page.goto('./?embed')
  await expect(lab.bend).toBeVisible()
  await lab.bend.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Put it back' })).toBeVisible()
  await page.reload()
  await expect(lab.bend).toBeVisible()
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([])
})

test.describe('an embedded page', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme, bypassCSP: true, viewport: { width: 900, height: 480 } })

      test('has no serious accessibility problem', async ({ lab, page }) => {
        await page.goto('./?embed')
        await expect(lab.bend).toBeVisible()
        expect(await findGraveViolations(page)).toEqual([])
      })
    })
  }
})
