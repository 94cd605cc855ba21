/** Longest wait for a moment without work, in milliseconds. */
const patienceMs = 500

/** Waits until the page has nothing to draw or answer; not at all while nobody sees it. */
export function waitForIdle(): Promise<void> {
  if (document.visibilityState === 'hidden') return Promise.resolve()
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: patienceMs })
    else setTimeout(resolve)
  })
}
