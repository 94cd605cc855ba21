import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The tfjs packages by name: Vite's late discovery of them would reload the page while a study runs. */
export const tfjsPackages = [
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-webgpu',
]

export default defineConfig({
  // Relative addresses, so that the build runs from any sub-path of a static host.
  base: './',
  plugins: [react()],
  // With the default 'iife' tfjs would be inlined into the worker and loaded at start.
  worker: { format: 'es' },
  optimizeDeps: { include: tfjsPackages },
  server: { port: 5173 },
  preview: { port: 5173 },
  build: { target: 'esnext', sourcemap: false },
})
