/** How much the browser keeps for this page. */
export interface StorageUse {
  /** Bytes in use, and those that there is room for. */
  readonly used: number
  readonly room: number
  /** Whether it stays when the browser runs short of space. */
  readonly isPersistent: boolean
}

/** Asks the browser how much it keeps; undefined where it does not tell. */
export async function readStorageUse(): Promise<StorageUse | undefined> {
  const storage = navigator.storage as StorageManager | undefined
  try {
    const { usage, quota } = (await storage?.estimate()) ?? {}
    if (usage === undefined || quota === undefined) return undefined
    return { used: usage, room: quota, isPersistent: (await storage?.persisted()) ?? false }
  } catch {
    return undefined
  }
}

/** Asks that studies stay when space runs short. Browsers may ask the person, so this belongs to a moment when studies are looked at. */
export async function askToPersist(): Promise<void> {
  const storage = navigator.storage as StorageManager | undefined
  await storage?.persist?.().catch(() => false)
}
