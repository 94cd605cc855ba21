import type { ActivationName, Architecture } from './architecture.ts'

/** What the presets have in common. */
interface PresetOptions {
  readonly inputShape: readonly number[]
  readonly activation: ActivationName
  readonly classCount: number
  readonly batchNorm: boolean
  /** Rate; 0 leaves dropout out. */
  readonly dropout: number
  readonly residual: boolean
}

export function createMlp(options: PresetOptions & { readonly widths: readonly number[] }): Architecture {
  throw new Error(`not yet: ${options.widths}`)
}

export function createSmallCnn(
  options: PresetOptions & { readonly channels: readonly number[] },
): Architecture {
  throw new Error(`not yet: ${options.channels}`)
}
