/**
 * Runs `load` and lets the memory of the WebAssembly module that it starts, the one that exports `mark`, grow to `mostBytes`
 * and no further: the module then meets a failed allocation. For modules that leave no other way to say so.
 */
export async function boundHeap<T>(load: () => Promise<T>, mark: string, mostBytes: number): Promise<T> {
  const instantiate = WebAssembly.instantiate
  const watched = async (...about: Parameters<typeof instantiate>) => {
    const result: object = await instantiate(...about)
    const { exports } = ('instance' in result ? result.instance : result) as WebAssembly.Instance
    if (mark in exports && exports.memory instanceof WebAssembly.Memory)
      boundMemory(exports.memory, mostBytes)
    return result
  }
  WebAssembly.instantiate = watched as typeof instantiate
  try {
    return await load()
  } finally {
    WebAssembly.instantiate = instantiate
  }
}

function boundMemory(memory: WebAssembly.Memory, mostBytes: number): void {
  const grow = memory.grow.bind(memory)
  memory.grow = (pages) => {
    const wanted = memory.buffer.byteLength + pages * 65_536
    if (wanted > mostBytes) throw new RangeError(`${wanted} bytes of memory exceed ${mostBytes}`)
    return grow(pages)
  }
}
