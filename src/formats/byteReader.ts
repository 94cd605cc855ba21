/** Takes bytes off a stream of pieces. */
export interface ByteReader {
  /** Fills the target from its start as far as bytes come, and gives how many. */
  fill(target: Uint8Array): Promise<number>
}

/** Reads pieces, asking for the next one only when it is needed. */
export function createByteReader(pieces: AsyncIterator<Uint8Array>): ByteReader {
  let rest: Uint8Array = new Uint8Array(0)
  return {
    async fill(target) {
      let filled = 0
      while (filled < target.length) {
        if (rest.length === 0) {
          const next = await pieces.next()
          if (next.done) break
          rest = next.value
        }
        const part = rest.subarray(0, target.length - filled)
        target.set(part, filled)
        filled += part.length
        rest = rest.subarray(part.length)
      }
      return filled
    },
  }
}
