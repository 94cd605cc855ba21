/** Waits as long as a test wants, or until the call is aborted; answers whether to go on. */
export async function waitFor(
  wait: Promise<void> | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  let stop = () => {}
  const aborted = new Promise<void>((resolve) => {
    stop = resolve
    if (signal?.aborted) resolve()
    signal?.addEventListener('abort', stop)
  })
  try {
    await (signal ? Promise.race([wait, aborted]) : wait)
  } finally {
    // A job makes many calls under one signal.
    signal?.removeEventListener('abort', stop)
  }
  return !signal?.aborted
}
