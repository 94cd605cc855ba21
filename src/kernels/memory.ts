import type { Kernels } from './loader.ts'

/** Wasm pages are 64 KiB. */
const pageBytes = 65536

/** Thrown when a request would take the kernels' memory past its limit; nothing has been taken then. */
export class KernelMemoryError extends Error {
  readonly wantedBytes: number
  readonly limitBytes: number

  constructor(wantedBytes: number, limitBytes: number) {
    super(`out of memory: needs ${megabytes(wantedBytes)}, limit ${megabytes(limitBytes)}`)
    this.name = 'KernelMemoryError'
    this.wantedBytes = wantedBytes
    this.limitBytes = limitBytes
  }
}

interface Block {
  address: number
  size: number
}

/**
 * Blocks of one instance's linear memory, first fit with neighbours joined again when freed, so that any number of
 * requests of the same size leaves the memory where the first one put it. Views are made anew after every growth.
 */
export class KernelMemory {
  readonly limitBytes: number
  private readonly kernels: Kernels
  private readonly free: Block[] = []
  private readonly taken = new Map<number, number>()
  private end: number
  private buffer: ArrayBufferLike | undefined
  private floats = new Float32Array()
  private doubles = new Float64Array()
  private integers = new Int32Array()

  constructor(kernels: Kernels, limitBytes: number) {
    this.kernels = kernels
    this.limitBytes = limitBytes
    this.end = align(kernels.heapBase())
  }

  /** Bytes that the instance holds, whether used or not. */
  get heldBytes(): number {
    return this.kernels.memory.buffer.byteLength
  }

  /** Address of a zeroed block, a multiple of 64. @throws KernelMemoryError */
  allocate(bytes: number): number {
    const size = Math.max(align(bytes), 64)
    const address = this.reuse(size) ?? this.extend(size)
    this.taken.set(address, size)
    this.f32.fill(0, address >> 2, (address + size) >> 2)
    return address
  }

  /** Gives a block back. */
  release(address: number): void {
    const size = this.taken.get(address)
    if (size === undefined) throw new RangeError(`no block at ${address}`)
    this.taken.delete(address)
    let place = this.free.findIndex((block) => block.address > address)
    if (place < 0) place = this.free.length
    this.free.splice(place, 0, { address, size })
    this.join(place)
    this.join(place - 1)
    const last = this.free.at(-1)
    if (last && last.address + last.size === this.end) {
      this.end = last.address
      this.free.pop()
    }
  }

  get f32(): Float32Array {
    this.refresh()
    return this.floats
  }

  get f64(): Float64Array {
    this.refresh()
    return this.doubles
  }

  get i32(): Int32Array {
    this.refresh()
    return this.integers
  }

  private refresh(): void {
    const { buffer } = this.kernels.memory
    if (buffer === this.buffer) return
    this.buffer = buffer
    this.floats = new Float32Array(buffer)
    this.doubles = new Float64Array(buffer)
    this.integers = new Int32Array(buffer)
  }

  private reuse(size: number): number | undefined {
    const place = this.free.findIndex((block) => block.size >= size)
    const block = this.free[place]
    if (!block) return undefined
    const { address } = block
    if (block.size === size) this.free.splice(place, 1)
    else {
      block.address += size
      block.size -= size
    }
    return address
  }

  private extend(size: number): number {
    const address = this.end
    const wanted = address + size
    if (wanted > this.limitBytes) throw new KernelMemoryError(wanted, this.limitBytes)
    const missing = wanted - this.heldBytes
    if (missing > 0) {
      try {
        this.kernels.memory.grow(Math.ceil(missing / pageBytes))
      } catch {
        throw new KernelMemoryError(wanted, this.heldBytes)
      }
    }
    this.end = wanted
    return address
  }

  private join(place: number): void {
    const left = this.free[place]
    const right = this.free[place + 1]
    if (!left || !right || left.address + left.size !== right.address) return
    left.size += right.size
    this.free.splice(place + 1, 1)
  }
}

function align(bytes: number): number {
  return Math.ceil(bytes / 64) * 64
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`
}
