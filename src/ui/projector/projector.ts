const key = 'isthmus.projector'

const listeners = new Set<() => void>()

function readKept(): boolean {
  try {
    return globalThis.localStorage?.getItem(key) === '1'
  } catch {
    return false
  }
}

let isOn = false

/** Whether the page is shown large, as for a projector. */
export function isProjector(): boolean {
  return isOn
}

/** Shows the page large or as usual, and remembers it where the browser lets it. */
export function setProjector(on: boolean): void {
  show(on)
  try {
    globalThis.localStorage?.setItem(key, on ? '1' : '0')
  } catch {
    // Then the next visit begins as usual.
  }
}

function show(on: boolean): void {
  isOn = on
  const root = globalThis.document?.documentElement
  if (root && on) root.dataset.projector = ''
  else if (root) delete root.dataset.projector
  for (const listener of listeners) listener()
}

/** Calls whenever that changes; returns how to stop. */
export function followProjector(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

show(readKept())
