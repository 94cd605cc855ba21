import type { Study } from '../../store/context.ts'
import { waitUntilQuiet } from '../../store/waitUntilQuiet.ts'

/** All files are megabytes to fetch and to write: that waits until nothing has run for so long. */
const quietMs = 4000

/** A new version is asked for at most this often while the page stays open. */
const lookMs = 60 * 60 * 1000

const listeners = new Set<() => void>()
let waiting: ServiceWorker | undefined

/** The new version that waits to be used; undefined where this is the newest. */
export function readUpdate(): ServiceWorker | undefined {
  return waiting
}

/** Is told when a new version waits. Returns how to stop. */
export function subscribeToUpdate(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Lets the page be opened without a network from now on: a service worker keeps all files of this version, once there is nothing
 * better to do than to fetch them. Where a browser has none, as on plain http, nothing happens.
 */
export async function keepOffline(address: string, study: Study): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  await waitUntilQuiet(study, quietMs)
  try {
    const registration = await navigator.serviceWorker.register(address)
    follow(registration)
  } catch {
    // A window that keeps nothing, as private ones do: the page works as long as there is a network.
  }
}

function follow(registration: ServiceWorkerRegistration | undefined): void {
  if (!registration) return
  const note = () => {
    // The first of all versions is no news.
    if (!registration.waiting || !navigator.serviceWorker.controller) return
    waiting = registration.waiting
    for (const listener of listeners) listener()
  }
  note()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', note)
  })
  let last = performance.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - last < lookMs) return
    last = performance.now()
    registration.update().catch(() => {})
  })
}

/** Takes the new version in place of this one, and opens the page anew; studies are kept as at every reload. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
  waiting?.postMessage({ type: 'SKIP_WAITING' })
}
