import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// Node 20 does not read TypeScript; Vite does.
const { module } = await runnerImport(fileURLToPath(new URL('./runScience.ts', import.meta.url)))
await module.runScience(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.name === 'UsageError' ? error.message : error.stack}\n`)
  process.exitCode = 1
})
