/** Which study this tab works on, for other tabs to see. */
export interface Claims {
  /**
   * Lays claim to a study and lets the one before go. False where another tab has it, after `patienceMs` at most: a tab that
   * is reloaded takes a moment to let go. Without the browser's locks everything is granted; the shelf notices two writers.
   */
  claim(studyId: string, patienceMs?: number): Promise<boolean>
}

const lockName = (studyId: string) => `isthmus study ${studyId}`

/** Claims by the browser's locks, which end with the tab however that ends. */
export function createClaims(locks: LockManager | undefined = globalThis.navigator?.locks): Claims {
  let claimed: string | undefined
  let letGo = () => {}
  const request = (studyId: string, patienceMs: number): Promise<boolean> => {
    const options: LockOptions =
      patienceMs > 0 ? { signal: AbortSignal.timeout(patienceMs) } : { ifAvailable: true }
    return new Promise((resolve) => {
      const held = (lock: Lock | null) => {
        if (!lock) return resolve(false)
        letGo()
        claimed = studyId
        resolve(true)
        return new Promise<void>((release) => {
          letGo = release
        })
      }
      // The time was up, or locks are forbidden here.
      locks?.request(lockName(studyId), options, held).catch((error: unknown) => {
        resolve(!(error instanceof DOMException && error.name === 'TimeoutError'))
      })
    })
  }
  return {
    async claim(studyId, patienceMs = 0) {
      if (!locks || claimed === studyId) return true
      return request(studyId, patienceMs)
    },
  }
}
