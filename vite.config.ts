import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import type { BrowserConfigOptions } from 'vitest/node'
import { chromiumFlags, findChromium, webgpuFlags } from './e2e/chromium.ts'
import { scriptBudget } from './vite.budget.ts'
import { documentPages, formulaFonts } from './vite.docs.ts'
import { assemblyKernels } from './vite.kernels.ts'
import { thirdPartyLicences } from './vite.licences.ts'
import { offlineFiles } from './vite.offline.ts'

type ChartPictures = NonNullable<NonNullable<BrowserConfigOptions['expect']>['toMatchScreenshot']>

const browserTests = 'src/**/*.browser.test.{ts,tsx}'

/**
 * What public/_headers has for static hosts, so that the tests run under the policy that is shipped. As response headers and
 * not as a <meta>: a meta policy does not bind workers, where files of unknown origin are parsed.
 */
function readHeaders(): Record<string, string> {
  const text = readFileSync(new URL('./public/_headers', import.meta.url), 'utf8')
  return Object.fromEntries(
    [...text.matchAll(/^ {2}([\w-]+): (.+)$/gm)].map(([, name, value]) => [name, value]),
  )
}

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  readonly version: string
}

/**
 * How pictures of charts are compared. A picture is the same for all machines; what may differ is how edges are smoothed.
 * Measured with Chromium drawing on a (software) graphics card instead of the processor: at most 77 pixels of a picture differ
 * by more than `threshold`, on edges. 150 is less than the smallest mark has in both themes.
 */
const chartPictures: ChartPictures = {
  comparatorName: 'pixelmatch',
  comparatorOptions: { threshold: 0.15, allowedMismatchedPixels: 150 },
  // Until two pictures in a row are the same: a guard below the test's own, not a budget.
  timeout: 50_000,
  resolveScreenshotPath: ({ root, testFileDirectory, arg, ext }) =>
    join(root, testFileDirectory, 'pictures', `${arg}${ext}`),
  resolveDiffPath: ({ root, attachmentsDir, arg, ext }) => join(root, attachmentsDir, `${arg}${ext}`),
}

export default defineConfig({
  define: { 'import.meta.env.VITE_VERSION': JSON.stringify(version) },
  // Relative addresses, so that the build runs from any sub-path of a static host.
  base: './',
  plugins: [
    react(),
    assemblyKernels(),
    thirdPartyLicences(),
    documentPages(),
    formulaFonts(),
    scriptBudget(),
    offlineFiles(),
  ],
  // With the default 'iife' tfjs would be inlined into the worker and loaded at start.
  worker: { format: 'es', plugins: () => [assemblyKernels()] },
  optimizeDeps: {
    // Found late, inside the worker or by a test, they would reload the page while a study or a test runs.
    include: [
      'react',
      'react-dom',
      'react-dom/client',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/register_all_gradients',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-webgpu',
      'comlink',
      '@zip.js/zip.js/lib/zip-core-custom.js',
      'papaparse',
    ],
  },
  server: { port: 5173 },
  preview: { port: 5173, headers: readHeaders() },
  build: { target: 'esnext' },
  test: {
    // What a picture that differs looks like.
    attachmentsDir: 'test-results/pictures',
    // A guard against hanging, not a budget: two cores may be busy.
    testTimeout: 60_000,
    // The first hook that needs the kernels waits for their compiler.
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          // Vitest would leave one of two cores idle.
          maxWorkers: 2,
          include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts', 'science/**/*.test.ts'],
          exclude: [browserTests],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [browserTests],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            expect: { toMatchScreenshot: chartPictures },
            instances: [{ browser: 'chromium' }],
            provider: playwright({
              launchOptions: {
                // Read at launch only: unit tests and builds must not go looking for a browser.
                get executablePath() {
                  return findChromium()
                },
                args: [...chromiumFlags, ...webgpuFlags],
              },
            }),
          },
        },
      },
    ],
  },
})
