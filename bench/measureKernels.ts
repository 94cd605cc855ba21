import type { Architecture, Layer } from '../src/core/networks/architecture.ts'
import { planNetwork } from '../src/core/networks/planNetwork.ts'
import { Compilation } from '../src/engine/backends/simd/compilation.ts'
import { ContextWriter } from '../src/engine/backends/simd/contextWriter.ts'
import { Layout } from '../src/engine/backends/simd/layout.ts'
import { compileLinearMap } from '../src/engine/backends/simd/linearMaps.ts'
import { ProgramWriter } from '../src/engine/backends/simd/programWriter.ts'
import { allocateLayout, defaultLimitBytes } from '../src/engine/backends/simd/sessionMemory.ts'
import { bestKernelBuild, compileKernels, instantiateKernels } from '../src/kernels/loader.ts'
import { KernelMemory } from '../src/kernels/memory.ts'
import { atProgram, atSamples, atTiles, atUnit, contextBytes } from '../src/kernels/operations.ts'
import { layerFlops } from './countFlops.ts'
import type { BenchResults, KernelRate } from './results.ts'
import { timeMedian } from './timing.ts'

/** Tiles of a training batch of 128. */
const tiles = 8
const dense: Architecture = { input: [64], layers: [{ type: 'linear', out: 32 }] }
const head: readonly Layer[] = [{ type: 'flatten' }, { type: 'linear', out: 2 }]
const convolution: Architecture = {
  input: [8, 13, 13],
  layers: [{ type: 'conv2d', out: 16, kernel: 5, padding: 2 }, ...head],
}

/** Times the dense and the convolution kernel alone, each forward and with both gradients, on this thread. */
export async function measureKernels(peakGflops: number): Promise<NonNullable<BenchResults['kernels']>> {
  return {
    dense: await timeKernel(dense, peakGflops),
    convolution: await timeKernel(convolution, peakGflops),
  }
}

async function timeKernel(architecture: Architecture, peakGflops: number): Promise<KernelRate> {
  const kernels = await instantiateKernels(await compileKernels(bestKernelBuild()))
  const memory = new KernelMemory(kernels, defaultLimitBytes)
  const network = planNetwork(architecture)
  const [planned] = network.layers
  if (!planned) throw new RangeError('no layer to time')
  const { value } = allocateLayout(
    memory,
    (base) => new Layout(base),
    (layout) => {
      const context = layout.take(contextBytes)
      const vector = () => layout.take(4 * network.parameterCount)
      const addresses = { weights: vector(), gradients: vector(), buffers: 0 }
      const writer = new ProgramWriter()
      const compilation = new Compilation({
        mode: 'train',
        network,
        layout,
        tiles,
        addresses,
        writer,
        prepare: new ProgramWriter(),
      })
      const size = architecture.input.reduce((product, side) => product * side, 1)
      const input = compilation.tensor(size, { trained: true, clamped: true })
      const block = compileLinearMap(compilation, planned, input, { clamped: true })
      const gradient = compilation.tensor(block.output.elements, { trained: true, clamped: false })
      block.backward({ tensor: gradient, masked: true })
      const words = writer.finish()
      const begin = layout.place(words)
      return { context, begin, end: begin + words.byteLength }
    },
  )
  const context = new ContextWriter(memory, value.context)
  const flops = 3 * 16 * tiles * layerFlops(planned)
  const rounds = Math.ceil(5e9 / flops)
  const seconds = await timeMedian(async () => {
    for (let round = 0; round < rounds; round++) {
      context.integers([atProgram, value.begin], [atUnit, 0], [atTiles, tiles], [atSamples, 16 * tiles])
      kernels.resume(value.context, value.end, Number.MAX_VALUE)
    }
  })
  const gflops = (rounds * flops) / (seconds * 1e9)
  return { gflops, peakShare: gflops / peakGflops }
}
