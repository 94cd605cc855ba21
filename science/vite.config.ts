import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { assemblyKernels } from '../vite.kernels.ts'

/**
 * The program that measures a seed, for Node. A file of its own, which Vite loads as Node does: the compiler of the kernels is
 * imported late, and from inside what `runnerImport` loaded it could not be.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../', import.meta.url)),
  logLevel: 'error',
  plugins: [assemblyKernels()],
  ssr: { noExternal: true },
  build: {
    ssr: 'science/seedProcess.ts',
    emptyOutDir: true,
    target: 'esnext',
    copyPublicDir: false,
    rolldownOptions: { output: { entryFileNames: 'seedProcess.mjs', chunkFileNames: '[name]-[hash].mjs' } },
  },
})
