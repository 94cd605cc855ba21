import type { Network } from '../../core/networks/network.ts'
import type { BackendChoice, BackendReason, BackendReport } from '../../protocol/problem.ts'
import type { DeviceSurvey } from './tf/surveyDevices.ts'

/** What this machine has. */
export interface Machine {
  readonly device: DeviceSurvey
  /** Which SIMD kernels run, on how many threads; undefined without WebAssembly SIMD. */
  readonly simd: { readonly build: 'fused' | 'plain'; readonly threads: number } | undefined
}

/**
 * Work of one sample's forward pass below which a graphics card is no faster than the SIMD kernels on two threads.
 *
 * tfjs on WebGPU pays for every op, about 100 a training step, whatever their size: some 5 ms a step on real adapters. The
 * kernels do 15 GFLOP/s or more. A step of 128 samples, forward and backward, is 3 · 128 times this work, so both need the
 * same time at 5e-3 s · 15e9 FLOP/s / 384 ≈ 0.2 MFLOP; five times that leaves the benefit of the doubt, and repeatability, to
 * the CPU. The moons net has 0.6 kFLOP, the digits MLP 7, the digits CNN 140.
 */
export const smallNetworkFlops = 1_000_000

/**
 * What a problem runs on. `auto` takes a real adapter for networks that gain from it, else the CPU; an explicit choice is
 * followed, onto a software adapter too, and falls back to the CPU only where it cannot be had.
 */
export function chooseBackend(
  choice: BackendChoice,
  network: Pick<Network, 'forwardFlops'>,
  machine: Machine,
): BackendReport {
  const { device } = machine
  if (choice === 'tf-cpu') return { name: 'tf-cpu', reason: 'chosen', adapter: '' }
  if (choice === 'simd') return reportCpu(machine, machine.simd ? 'chosen' : 'no-simd')
  const isUsable = device.state === 'ok' || device.state === 'software-adapter'
  if (choice !== 'auto' && isUsable) return { name: choice, reason: 'chosen', adapter: device.adapter }
  if (choice === 'auto' && network.forwardFlops < smallNetworkFlops)
    return reportCpu(machine, 'small-network')
  if (device.state === 'ok') return { name: 'webgpu', reason: 'gpu', adapter: device.adapter }
  return reportCpu(machine, device.state)
}

/** The CPU at its best: the SIMD kernels, or tfjs where there is no WebAssembly SIMD. */
export function reportCpu({ simd }: Machine, reason: BackendReason): BackendReport {
  return simd ? { name: 'simd', reason, adapter: '', ...simd } : { name: 'tf-cpu', reason, adapter: '' }
}
