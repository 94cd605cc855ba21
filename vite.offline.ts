import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** HDF5, the largest file of the build, and room for it to grow. */
const largestBytes = 8 * 1024 * 1024

/**
 * Makes the built page one that opens without a network and can be installed: its manifest, and a service worker that keeps every
 * file of the build. A new version waits until the page asks for it, so that no open page loses the files that it may still need.
 */
export function offlineFiles(): Plugin[] {
  return VitePWA({
    injectRegister: null,
    registerType: 'prompt',
    manifest: {
      id: './',
      name: 'Isthmus',
      short_name: 'Isthmus',
      description:
        'Train two small networks, find the low-loss curve that joins them, and take its bend in hand.',
      lang: 'en',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#f6f5f1',
      theme_color: '#0f5d7d',
      categories: ['education', 'science'],
      icons: [
        { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
        { src: 'icons/192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icons/512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    },
    includeManifestIcons: false,
    workbox: {
      globPatterns: ['**/*'],
      // Hosts read the first and do not serve it; the plugin adds the second; pictures of every screen are megabytes that few look at.
      globIgnores: ['_headers', 'manifest.webmanifest', 'docs/images/screens/**'],
      maximumFileSizeToCacheInBytes: largestBytes,
      // An embedded page and a theme are words of the address, not other files.
      ignoreURLParametersMatching: [/./],
      // An address that is no file stays a mistake.
      navigateFallback: null,
      // What this page loads later comes from its own version, from the first visit on.
      clientsClaim: true,
      cleanupOutdatedCaches: true,
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
  })
}
