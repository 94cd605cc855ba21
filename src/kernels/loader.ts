/** The two builds of the kernels: with fused multiply-add (relaxed SIMD) and without (SIMD128). Their bytes differ. */
export type KernelBuild = 'fused' | 'plain'

/** One instance of the kernels with its own memory; the operations and contexts it reads are described in operations.ts. */
export interface Kernels {
  readonly memory: WebAssembly.Memory
  heapBase(): number
  train(context: number, budget: number): number
  evaluate(context: number, budget: number): number
  resume(context: number, end: number, budget: number): number
  /** Twelve independent multiply-adds a round, 96 operations: what one thread of this build can do at most. */
  peak(rounds: number): number
}

// (func (drop (f32x4.relaxed_madd c c c))) and (func (drop (i32x4.add c c))), each with c = v128 zero.
const header = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0]
const zeroVector = [0xfd, 12, ...new Array<number>(16).fill(0)]

function probe(operands: number, opcode: readonly number[]): Uint8Array<ArrayBuffer> {
  const body = [0, ...Array.from({ length: operands }, () => zeroVector).flat(), ...opcode, 26, 11]
  return new Uint8Array([...header, 10, body.length + 2, 1, body.length, ...body])
}

/** Whether this machine runs SIMD128, without which there is no `simd` backend. */
export function supportsSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(probe(2, [0xfd, 0xae, 1]))
}

/** The build this machine runs: `fused` where relaxed SIMD validates. */
export function bestKernelBuild(): KernelBuild {
  return WebAssembly.validate(probe(3, [0xfd, 0x85, 2])) ? 'fused' : 'plain'
}

/** Fetches and compiles one build; a compiled module can be posted to workers. */
export async function compileKernels(build: KernelBuild): Promise<WebAssembly.Module> {
  const { encoded } =
    build === 'fused' ? await import('virtual:kernels/fused') : await import('virtual:kernels/plain')
  return WebAssembly.compile(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)))
}

/** A fresh instance with empty memory. */
export async function instantiateKernels(module: WebAssembly.Module): Promise<Kernels> {
  const instance = await WebAssembly.instantiate(module, {})
  return instance.exports as unknown as Kernels
}
