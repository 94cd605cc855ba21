import type { Network } from '../../../core/networks/network.ts'
import { compileProgram } from './compileProgram.ts'
import { createAverageKernel, createCombineKernel, createLossKernel } from './kernels/chunkKernels.ts'
import type { Kernel } from './kernels/kernelHeader.ts'
import { createMapKernel } from './kernels/mapKernel.ts'
import { createNormalizeKernel } from './kernels/normalizeKernel.ts'
import { createPointwiseKernel, createPoolKernel } from './kernels/poolKernel.ts'
import { createSoftmaxKernel } from './kernels/softmaxKernel.ts'
import { createPackLayout, type PackLayout } from './packLayout.ts'
import type { Program, Step } from './steps.ts'

/** A program with the kernel of each of its steps. */
export interface CompiledProgram extends Program {
  readonly kernels: readonly Kernel[]
  /** Index of the first step's uniform `Place`. */
  readonly firstPlace: number
}

/** A network as kernels. */
export interface CompiledNetwork {
  readonly network: Network
  readonly layout: PackLayout
  readonly running: CompiledProgram
  /** Recomputes the running statistics; only with batch norm. */
  readonly batch?: CompiledProgram
  readonly combine: Kernel
  readonly average: Kernel
  readonly loss: Kernel
  /** For predictions only, so whoever predicts prepares it. */
  readonly softmax: Kernel
  /** Elements of one sample that each slot holds, for either program. */
  readonly slotSizes: readonly number[]
  /** The uniforms `Place` of all steps, 64 words each. */
  readonly places: Uint32Array<ArrayBuffer>
}

/** Words between two uniforms: offsets of bindings are multiples of 256 bytes. */
export const uniformWords = 64

/** Compiles a network to kernels; nothing touches a device yet. */
export function compileNetwork(network: Network): CompiledNetwork {
  const layout = createPackLayout(network)
  const running = addKernels(compileProgram(network, layout, 'running'), 0)
  const batch =
    network.bufferCount === 0
      ? undefined
      : addKernels(compileProgram(network, layout, 'batch'), running.steps.length)
  const slotCount = Math.max(running.slotSizes.length, batch?.slotSizes.length ?? 0)
  const slotSizes = Array.from({ length: slotCount }, (_, slot) =>
    Math.max(running.slotSizes[slot] ?? 0, batch?.slotSizes[slot] ?? 0),
  )
  return {
    network,
    layout,
    running,
    ...(batch ? { batch } : {}),
    combine: createCombineKernel(layout.size),
    average: createAverageKernel(network.bufferCount),
    loss: createLossKernel(network.classCount),
    softmax: createSoftmaxKernel(network.classCount),
    slotSizes,
    places: writePlaces([...running.steps, ...(batch?.steps ?? [])]),
  }
}

/** Sources of all kernels that evaluation needs. */
export function kernelCodes({ running, batch, combine, average, loss }: CompiledNetwork): string[] {
  const kernels = [...running.kernels, combine, loss, ...(batch ? [...batch.kernels, average] : [])]
  return kernels.map(({ code }) => code)
}

function addKernels(program: Program, firstPlace: number): CompiledProgram {
  return { ...program, kernels: program.steps.map(createKernel), firstPlace }
}

function createKernel(step: Step): Kernel {
  switch (step.kind) {
    case 'map':
      return createMapKernel(step)
    case 'pool':
      return createPoolKernel(step)
    case 'pointwise':
      return createPointwiseKernel(step)
    case 'normalize':
      return createNormalizeKernel(step)
  }
}

function writePlaces(steps: readonly Step[]): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(steps.length * uniformWords)
  steps.forEach((step, index) => {
    const { weight = 0, bias = 0 } = step.kind === 'map' ? step.place : {}
    const { scale = 0, shift = 0, mean = 0, variance = 0 } = step.norm ?? {}
    words.set([weight, bias, scale, shift, mean, variance], index * uniformWords)
  })
  return words
}
