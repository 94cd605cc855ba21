import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page, Worker } from '@playwright/test'
import { fixtureBytes } from '../src/fixtures/fixtureFile.ts'
import { test as base, expect } from './fixtures.ts'
import { tiny } from './labPage.ts'

interface Foreigner {
  readonly url: string
  /** Addresses that were asked for. */
  readonly asked: string[]
}

const test = base.extend<{ foreigner: Foreigner }>({
  // Another origin that lets everybody read it: only the policy stands between it and the page.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see what a fixture depends on
  foreigner: async ({}, use) => {
    const asked: string[] = []
    const server = createServer(({ url = '' }, answer) => {
      asked.push(url)
      answer.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript' }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    await use({ url: `http://localhost:${(server.address() as AddressInfo).port}`, asked })
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  },
})

/** A test in which the browser may complain about the policy, and about nothing else. */
const attempt = test.extend({
  complaints: async ({ context }, use) => {
    const complaints: string[] = []
    context.on('weberror', (error) => complaints.push(error.error().message))
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await use(complaints)
    expect(complaints.filter((text) => !text.includes('Content Security Policy'))).toEqual([])
  },
})

/** Tries what an opened file would want to do; runs in a page or in a worker, and tells the outcome of each attempt. */
async function tryMischief(foreign: string): Promise<Record<string, string>> {
  // What the debugger calls may evaluate text until it first waits.
  await new Promise((resolve) => setTimeout(resolve))
  const refused = new Set<string>()
  const listen = (event: Event) => refused.add((event as SecurityPolicyViolationEvent).effectiveDirective)
  globalThis.addEventListener('securitypolicyviolation', listen)
  const attempts: Record<string, () => unknown> = {
    // biome-ignore lint/security/noGlobalEval: the very thing that must fail
    eval: () => globalThis.eval('1'),
    'new Function': () => new Function('return 1')(),
    fetch: () => fetch(`${foreign}/fetch`),
    import: () => import(`${foreign}/import.js`),
    'import of text': () => import(`data:text/javascript,export default '${foreign}'`),
    socket: () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${foreign.replace('http', 'ws')}/socket`)
        socket.addEventListener('open', resolve)
        socket.addEventListener('error', () => reject(new Error('no connection')))
      }),
  }
  const outcomes: Record<string, string> = {}
  for (const [name, act] of Object.entries(attempts)) {
    refused.clear()
    try {
      await act()
      outcomes[name] = 'done'
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
      outcomes[name] = `refused by ${[...refused].join(', ')}`
    }
  }
  globalThis.removeEventListener('securitypolicyviolation', listen)
  return outcomes
}

const allRefused = {
  eval: 'refused by script-src',
  'new Function': 'refused by script-src',
  fetch: 'refused by connect-src',
  import: expect.stringMatching(/^refused by (script-src|worker-src)/),
  'import of text': expect.stringMatching(/^refused by (script-src|worker-src)/),
  socket: 'refused by connect-src',
}

function workerNames(page: Page): string[] {
  return page.workers().map((worker: Worker) => new URL(worker.url()).pathname)
}

attempt(
  'neither the page nor any worker runs text or reaches another origin @both',
  async ({ lab, page, foreigner }) => {
    await lab.open({ ...tiny, backend: 'simd' })
    await lab.runAll()
    const buffer = Buffer.from(fixtureBytes('digits_mlp_gzip.h5'))
    const file = { name: 'weights.h5', mimeType: 'application/x-hdf5', buffer }
    await page.getByLabel('files to open').setInputFiles(file)
    await expect(page.getByRole('table', { name: 'opened files' })).toContainText('HDF5 checkpoint')
    const workers = page.workers()
    expect(workerNames(page)).toContainEqual(expect.stringMatching(/\/readWorker-/))
    expect(workerNames(page)).toContainEqual(expect.stringMatching(/\/worker-/))
    expect(workerNames(page)).toContainEqual(expect.stringMatching(/\/poolWorker-/))
    expect((await fetch(`${foreigner.url}/reachable`)).ok).toBe(true)
    expect(await page.evaluate(tryMischief, foreigner.url)).toEqual(allRefused)
    for (const worker of workers) {
      expect(await worker.evaluate(tryMischief, foreigner.url), worker.url()).toEqual(allRefused)
    }
    expect(foreigner.asked).toEqual(['/reachable'])
  },
)

attempt(
  'the page runs no script and loads no picture that is put into it from elsewhere',
  async ({ lab, page, foreigner }) => {
    await lab.open(tiny)
    const outcome = await page.evaluate(async (foreign) => {
      const marks = globalThis as unknown as { ran?: boolean }
      const load = (element: HTMLScriptElement | HTMLImageElement) =>
        new Promise<string>((resolve) => {
          element.addEventListener('load', () => resolve('loaded'))
          element.addEventListener('error', () => resolve('refused'))
          document.body.append(element)
        })
      const inline = document.createElement('script')
      inline.textContent = 'globalThis.ran = true'
      document.body.append(inline)
      const holder = document.createElement('div')
      holder.innerHTML = '<img src="data:," onerror="globalThis.ran = true">'
      document.body.append(holder)
      const script = await load(
        Object.assign(document.createElement('script'), { src: `${foreign}/script.js` }),
      )
      const picture = await load(Object.assign(new Image(), { src: `${foreign}/picture.png` }))
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { script, picture, ran: marks.ran === true }
    }, foreigner.url)
    expect(outcome).toEqual({ script: 'refused', picture: 'refused', ran: false })
    expect(foreigner.asked).toEqual([])
  },
)

test('every answer carries the policy, scripts of workers too, and index.html has no script of its own', async ({
  lab,
  page,
  request,
}) => {
  await lab.open({ ...tiny, backend: 'simd' })
  await lab.runAll()
  const index = await (await request.get('./')).text()
  const scripts = [...index.matchAll(/<script\b([^>]*)>([^<]*)<\/script>/g)]
  expect(scripts.length).toBeGreaterThan(0)
  for (const [whole, attributes, body] of scripts) {
    expect(attributes, whole).toContain('src="./')
    expect(body).toBe('')
  }
  expect(index).not.toMatch(/\son\w+\s*=|javascript:/i)

  for (const url of [page.url(), ...page.workers().map((worker) => worker.url())]) {
    const headers = (await request.get(url)).headers()
    const policy = headers['content-security-policy'] ?? ''
    expect(policy, url).toContain("default-src 'none'")
    expect(policy, url).toContain("script-src 'self' 'wasm-unsafe-eval';")
    expect(policy, url).toContain("connect-src 'self';")
    expect(policy, url).not.toContain("'unsafe-eval'")
    expect(headers['x-content-type-options'], url).toBe('nosniff')
  }
})

test('a whole study asks only for files of the app @both', async ({ lab, page, baseURL }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await lab.open({ ...tiny, data: 'iris', backend: 'tf-cpu', epochs: 3, curveEpochs: 3 })
  await lab.runAll()
  const origin = new URL(baseURL ?? '').origin
  expect(asked.length).toBeGreaterThan(3)
  for (const url of asked) expect(url).toMatch(new RegExp(`^(${origin}/|data:|blob:${origin}/)`))
})
