import { createServer, get, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './fixtures.ts'

const prefix = '/some/where/isthmus'

/** A host that has the page under a sub-path and nothing elsewhere. */
function serveUnder(origin: string): Server {
  return createServer(({ url = '' }, answer) => {
    if (!url.startsWith(`${prefix}/`)) {
      answer.writeHead(404).end()
      return
    }
    get(origin + url.slice(prefix.length), (found) => {
      answer.writeHead(found.statusCode ?? 502, found.headers)
      found.pipe(answer)
    }).on('error', () => answer.writeHead(502).end())
  })
}

test('the built page works from a sub-path', async ({ lab, page, baseURL }) => {
  const server = serveUnder(new URL(baseURL ?? '').origin)
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  try {
    const { port } = server.address() as AddressInfo
    await page.goto(`http://localhost:${port}${prefix}/`)
    await lab.expectFresh()
    await expect(lab.status).toContainText('as recorded')
    await page.goto(`http://localhost:${port}${prefix}/#data=iris&epochs=10&curveEpochs=10&widths=8&live=0`)
    await lab.runAll()
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})
