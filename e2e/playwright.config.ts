import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromium, webgpuFlags } from './chromium.ts'

const executablePath = findChromium()
const port = 4173

/**
 * Runs the built page: stories tagged @cpu in a browser without WebGPU, those tagged @both in that and in one with WebGPU on
 * SwiftShader, and all others in the latter. The page computes with SIMD in either, unless a story asks for more.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  testIgnore: 'record/**',
  outputDir: '../test-results',
  reporter: 'list',
  // Much of a story is waiting. Two at once share two cores, so what is waited for gets three times as long as usual.
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: `http://localhost:${port}`,
    trace: 'retain-on-failure',
    // All files of the build would be fetched for every story; `offline.spec.ts` has them kept.
    serviceWorkers: 'block',
    // A film of the training plays for seconds where motion is welcome; `film.spec.ts` watches it.
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    {
      name: 'webgpu',
      grepInvert: /@cpu/,
      use: { launchOptions: { executablePath, args: [...chromiumFlags, ...webgpuFlags] } },
    },
    {
      name: 'cpu',
      grep: /@cpu|@both/,
      use: { launchOptions: { executablePath, args: chromiumFlags } },
    },
  ],
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    cwd: '..',
    port,
    reuseExistingServer: false,
  },
})
