import { defineConfig } from '@playwright/test'
import tests from './playwright.config.ts'

const withoutWebgpu = tests.projects?.find(({ name }) => name === 'cpu')?.use

/** Makes what the repository keeps and nobody draws by hand: the recorded study of the first paint, then the pictures of docs. */
export default defineConfig({
  ...tests,
  testDir: './record',
  testIgnore: [],
  timeout: 600_000,
  projects: [
    { name: 'studies', testMatch: 'recordStudies.spec.ts', use: withoutWebgpu ?? {} },
    { name: 'pictures', testMatch: 'take*.spec.ts', use: withoutWebgpu ?? {} },
  ],
})
