import { createServer, get, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { fixtureBytes } from '../src/fixtures/fixtureFile.ts'
import { test as base, expect } from './fixtures.ts'
import { formatWords, tiny } from './labPage.ts'

const prefix = '/some/where/'

interface Host {
  readonly address: string
  /** Serves the next version: the same files under another service worker. */
  publish(): void
  /** Is no longer there. */
  close(): Promise<void>
}

const test = base.extend<{ host: Host }>({
  host: async ({ baseURL, complaints: _ }, use) => {
    let version = 1
    const server: Server = createServer(({ url = '' }, answer) => {
      const isWorker = url.endsWith('/sw.js')
      get(`${baseURL}/${url.slice(prefix.length)}`, (found) => {
        const { 'content-length': _, ...headers } = found.headers
        answer.writeHead(found.statusCode ?? 502, headers)
        found.pipe(answer, { end: false })
        found.on('end', () => answer.end(isWorker ? `\n// version ${version}` : ''))
      }).on('error', () => answer.writeHead(502).end())
    })
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    const close = async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
    await use({
      address: `http://localhost:${(server.address() as AddressInfo).port}${prefix}`,
      publish: () => {
        version += 1
      },
      close,
    })
    if (server.listening) await close()
  },
})

test.use({ serviceWorkers: 'allow' })

/** The browser itself is asked: whether it reads the manifest, and what it says against installing the page. */
async function expectInstallable(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { url, errors, data = '{}' } = await session.send('Page.getAppManifest')
  expect(url).toContain(`${prefix}manifest.webmanifest`)
  expect(errors).toEqual([])
  const { name, display, start_url, icons } = JSON.parse(data)
  expect({ name, display, start_url }).toEqual({ name: 'Isthmus', display: 'standalone', start_url: './' })
  for (const { src, sizes, type } of icons) {
    const icon = await page.evaluate(async (address) => {
      const answer = await fetch(address)
      const image = new Image()
      image.src = address
      await image.decode()
      return {
        type: answer.headers.get('content-type'),
        sizes: `${image.naturalWidth}x${image.naturalHeight}`,
      }
    }, src)
    expect(icon).toEqual({ type, sizes: sizes === 'any' ? icon.sizes : sizes })
  }
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  // Every story runs in a window that keeps nothing, where no page can be installed.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito'])
}

test('after the first visit all of the page works without its host @cpu', async ({ lab, page, host }) => {
  await page.goto(host.address)
  await expect(lab.bend).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready)
  await expectInstallable(page)

  host.publish()
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  const news = page.getByRole('status').filter({ hasText: 'A new version of Isthmus is ready' })
  await expect(news).toBeVisible()
  await Promise.all([
    page.waitForEvent('load'),
    news.getByRole('button', { name: 'Reload', exact: true }).click(),
  ])
  await expect(lab.bend).toBeVisible()
  await expect(news).toBeHidden()

  await host.close()
  await page.reload()
  await expect(lab.bend).toBeVisible()
  await lab.expectFresh()
  // Whatever was not loaded yet: another backend, a reader of its own, a page of the documents.
  await page.goto(
    `${host.address}#${formatWords({ ...tiny, n: 60, epochs: 2, curveEpochs: 2, backend: 'tf-cpu', res: 3 })}`,
  )
  await lab.runAll()
  await expect(lab.badge).toContainText('tfjs on the CPU')
  const buffer = Buffer.from(fixtureBytes('digits_mlp_gzip.h5'))
  const file = { name: 'weights.h5', mimeType: 'application/x-hdf5', buffer }
  await page.getByLabel('files to open').first().setInputFiles(file)
  await expect(page.getByRole('table', { name: 'opened files' })).toContainText('HDF5 checkpoint')
  await page.goto(`${host.address}docs/science.html`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})
