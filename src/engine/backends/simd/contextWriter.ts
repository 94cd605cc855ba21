import type { KernelMemory } from '../../../kernels/memory.ts'

/** Writes words of a context by their byte offsets. */
export class ContextWriter {
  private readonly memory: KernelMemory
  private readonly base: number

  constructor(memory: KernelMemory, base: number) {
    this.memory = memory
    this.base = base
  }

  integers(...words: readonly (readonly [offset: number, value: number])[]): void {
    for (const [offset, value] of words) this.memory.i32[(this.base + offset) / 4] = value
  }

  doubles(...words: readonly (readonly [offset: number, value: number])[]): void {
    for (const [offset, value] of words) this.memory.f64[(this.base + offset) / 8] = value
  }
}
