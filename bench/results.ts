import type { NetName } from './networks.ts'

/** Backends by the column they fill: `tf` is tfjs on the CPU, `tf-webgpu` tfjs on the graphics device. */
export const columnNames = ['simd', 'webgpu', 'tf', 'tf-webgpu'] as const
export type BackendColumn = (typeof columnNames)[number]

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

/** Times from a drag event to the exact profile on screen. */
export interface DragTimes {
  readonly medianMs: number
  readonly p95Ms: number
}

/** What a plane of so many points cost in the page. */
export interface GridCost {
  readonly points: number
  readonly seconds: number
  /** The most memory that the page's process held, in MiB. */
  readonly pageMiB: number
}

/** Seconds of a way to evaluate points in PyTorch. */
export interface PeerPoints {
  readonly profile_61_s: number
  readonly plane_441_s: number
}

/** What `pytorch_peer.py` tells of one network. */
export interface PeerRates {
  readonly curve_steps_per_s: number
  readonly two_endpoints_steps_per_s: number
  readonly loop: PeerPoints
  readonly slices: PeerPoints
  /** Null where there is no batched way. */
  readonly batched: { readonly plane_441_s: number | null }
}

/** How many times as fast as PyTorch `simd` is at some work, and what it should be. */
export interface PeerRatio {
  readonly work: string
  readonly ratio: number
  readonly wanted: number
}

/** A network in PyTorch: what was measured, the last time, and how ours compares. */
export interface PeerResults {
  readonly rates: PeerRates
  readonly ratios: readonly PeerRatio[]
}

/** What `bench/results.json` holds; parts that `--only` left out are absent. */
export interface BenchResults {
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    readonly memoryGiB: number
    readonly system: string
    readonly browser: string
    readonly build: string
    /** Of one thread, of two, and so on. */
    readonly peakGflops: readonly number[]
    /** Processes that wanted a core when the benchmark began, averaged over a minute: more than none, and it was not quiet. */
    readonly loadBefore: number
  }
  readonly nets: Partial<Record<NetName, Partial<Record<BackendColumn, NetRates>>>>
  readonly kernels?: { readonly dense: KernelRate; readonly convolution: KernelRate }
  readonly study?: { readonly digits_mlp: { readonly seconds: number } }
  readonly drag?: DragTimes & { readonly digits_bn: DragTimes }
  readonly firstLandscapeMs?: number
  readonly longestFrameMs?: number
  /** Planes of the digits MLP. */
  readonly grids?: readonly GridCost[]
  readonly peers?: Partial<Record<NetName, PeerResults>>
}
