/** How the page is shown inside another one. */
export interface Embedding {
  /** Of the address; the system's where it says nothing. */
  readonly theme: 'light' | 'dark' | undefined
}

/** Reads from the address after `?` whether the page is embedded; undefined where it is not. */
export function readEmbedding(search: string): Embedding | undefined {
  const words = new URLSearchParams(search)
  if (!words.has('embed')) return undefined
  const theme = words.get('theme')
  return { theme: theme === 'light' || theme === 'dark' ? theme : undefined }
}
