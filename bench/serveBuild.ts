import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

const root = fileURLToPath(new URL('../', import.meta.url))
const outDir = fileURLToPath(new URL('../node_modules/.cache/bench/', import.meta.url))

/** Where the built app and the page of the benchmark lie, `url` ending in `/`. */
export interface ServedBuild {
  readonly url: string
  close(): Promise<void>
}

/**
 * Builds the app and the page of the benchmark as they would ship, beside `dist` so that it stays as it is, and serves them with
 * the app's security policy.
 */
export async function serveBuild(): Promise<ServedBuild> {
  const input = [`${root}index.html`, `${root}bench/page.html`]
  // Vite's runner, which reads this file, has set 'development': React's development build would be measured.
  process.env.NODE_ENV = 'production'
  await build({
    root,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, rolldownOptions: { input }, chunkSizeWarningLimit: 1e4 },
  })
  const server = await preview({ root, logLevel: 'error', build: { outDir }, preview: { port: 4180 } })
  const url = server.resolvedUrls?.local[0]
  if (!url) throw new Error('the preview server has no address')
  return { url, close: () => server.close() }
}
