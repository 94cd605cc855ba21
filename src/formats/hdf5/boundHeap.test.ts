import { describe, expect, it } from 'vitest'
import { boundHeap } from './boundHeap.ts'

// A module with one page of memory, exported as `memory` and as `mark`.
const moduleBytes = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 1, 7, 0x11, 2],
  ...[6, ...new TextEncoder().encode('memory'), 2, 0, 4, ...new TextEncoder().encode('mark'), 2, 0],
])

async function start(): Promise<WebAssembly.Memory> {
  const { instance } = await WebAssembly.instantiate(moduleBytes)
  return instance.exports.memory as WebAssembly.Memory
}

describe('bounding a heap', () => {
  it('lets the memory grow to the bound and no further', async () => {
    const memory = await boundHeap(start, 'mark', 3 * 65_536)
    expect(memory.grow(2)).toBe(1)
    expect(() => memory.grow(1)).toThrow('262144 bytes of memory exceed 196608')
  })

  it('leaves other modules alone, then and later', async () => {
    const instantiate = WebAssembly.instantiate
    const other = await boundHeap(start, 'H5Fopen', 65_536)
    expect(other.grow(1)).toBe(1)
    expect(WebAssembly.instantiate).toBe(instantiate)
    await expect(boundHeap(() => Promise.reject(new Error('no module')), 'mark', 1)).rejects.toThrow(
      'no module',
    )
    expect(WebAssembly.instantiate).toBe(instantiate)
  })
})
