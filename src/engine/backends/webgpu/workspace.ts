import type { GpuContext } from './gpuContext.ts'

/** Buffers of a workspace: `slot…` are activations, `read…` are read back in turns, `unused…` stand where a kernel binds nothing. */
export type BufferName =
  | 'basis'
  | 'coefficients'
  | 'chunks'
  | 'parameters'
  | 'statistics'
  | 'sums'
  | 'probabilities'
  | 'read0'
  | 'read1'
  | 'unusedUniform'
  | 'unusedRead'
  | 'unusedWrite'
  | `slot${number}`

/** What a dispatch binds; what it does not use is left out. */
export interface Bindings {
  readonly chunks: GPUBuffer
  readonly place?: { readonly buffer: GPUBuffer; readonly offset: number }
  readonly weights?: GPUBuffer
  readonly parameters?: GPUBuffer
  readonly x?: GPUBuffer
  readonly z?: GPUBuffer
  readonly y: GPUBuffer
  readonly statistics?: GPUBuffer
}

/**
 * The buffers that one request changes while it runs, kept for the next one. They grow to what was needed most; whoever
 * allocates does so inside error scopes.
 */
export class Workspace {
  readonly #context: GpuContext
  readonly #buffers = new Map<BufferName, GPUBuffer>()
  readonly #groups = new Map<string, GPUBindGroup>()

  constructor(context: GpuContext) {
    this.#context = context
  }

  /** Makes sure that a buffer has so many bytes; what it held may be lost. @throws EngineError `out-of-memory` */
  ensure(name: BufferName, bytes: number): GPUBuffer {
    const held = this.#buffers.get(name)
    if (held && held.size >= bytes) return held
    if (held) this.#context.memory.free(held)
    this.#buffers.delete(name)
    this.#groups.clear()
    const buffer = this.#context.memory.allocate(name, bytes, usageOf(name))
    this.#buffers.set(name, buffer)
    return buffer
  }

  /** A buffer that `ensure` made. */
  get(name: BufferName): GPUBuffer {
    const buffer = this.#buffers.get(name)
    if (!buffer) throw new Error(`no buffer: ${name}`)
    return buffer
  }

  /** The bind group of a dispatch, made once as long as the buffers stay; `key` names what it binds. */
  bind(key: string, makeBindings: () => Bindings): GPUBindGroup {
    const known = this.#groups.get(key)
    if (known) return known
    const { chunks, place, weights, parameters, x, z, y, statistics } = makeBindings()
    const read = this.get('unusedRead')
    const { pipelines, device } = this.#context
    const storage = [
      weights ?? read,
      parameters ?? read,
      x ?? read,
      z ?? read,
      y,
      statistics ?? this.get('unusedWrite'),
    ]
    const group = device.gpu.createBindGroup({
      layout: pipelines.layout,
      entries: [
        { binding: 0, resource: { buffer: chunks, size: 48 } },
        { binding: 1, resource: { ...(place ?? { buffer: this.get('unusedUniform') }), size: 32 } },
        ...storage.map((buffer, index) => ({ binding: index + 2, resource: { buffer } })),
      ],
    })
    this.#groups.set(key, group)
    return group
  }

  /** Forgets all bind groups; to be called where one binds a buffer that goes. */
  unbind(): void {
    this.#groups.clear()
  }

  dispose(): void {
    for (const buffer of this.#buffers.values()) this.#context.memory.free(buffer)
    this.#buffers.clear()
    this.#groups.clear()
  }
}

function usageOf(name: BufferName): GPUBufferUsageFlags {
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage
  if (name === 'chunks' || name === 'unusedUniform') return UNIFORM | COPY_DST
  if (name === 'read0' || name === 'read1') return MAP_READ | COPY_DST
  return STORAGE | COPY_DST | COPY_SRC
}
