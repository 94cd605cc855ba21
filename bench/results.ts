import type { NetName } from './networks.ts'

/** Backends by the column they fill. */
export type BackendColumn = 'simd' | 'webgpu' | 'tf'

/** What is known of the work whose rate can be held against the peak. */
export interface WorkRates {
  readonly train: number
  readonly curve: number
  readonly plane441: number
}

/** One network on one backend. Steps have 128 samples; profiles and planes are train + test; two endpoints train at once. */
export interface NetRates {
  readonly trainStepsPerSecond: number
  readonly curveStepsPerSecond: number
  readonly profile61Seconds: number
  readonly plane441Seconds: number
  readonly plane2601Seconds: number
  readonly gflops: WorkRates
  /** Of a kernel of independent multiply-adds on as many threads as the work uses; `simd` only. */
  readonly peakShare?: WorkRates
  /** Entries computed from fewer points, and how many were timed. */
  readonly scaled: Readonly<
    Partial<Record<'profile61Seconds' | 'plane441Seconds' | 'plane2601Seconds', number>>
  >
}

/** A kernel alone, forward and both gradients together, on one thread. */
export interface KernelRate {
  readonly gflops: number
  readonly peakShare: number
}

/** How many times faster than PyTorch, with what is wanted at least. */
export interface PeerRatio {
  readonly work: string
  readonly ratio: number
  readonly wanted: number
}

/** What `bench/results.json` holds. */
export interface BenchResults {
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    readonly browser: string
    readonly build: string
    readonly peakGflops: readonly number[]
  }
  readonly nets: Partial<Record<NetName, Partial<Record<BackendColumn, NetRates>>>>
  readonly kernels?: { readonly dense: KernelRate; readonly convolution: KernelRate }
  /** With `--peer`: how many times faster than PyTorch. */
  readonly peers?: Partial<Record<NetName, readonly PeerRatio[]>>
  readonly study?: { readonly digits_mlp: { readonly seconds: number } }
}
