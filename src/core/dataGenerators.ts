import type { Dataset } from './dataset.ts'

/** Figures in the plane that can be drawn from a seed. */
export type GeneratorName = 'moons' | 'circles' | 'spirals' | 'blobs' | 'xor'

export interface GeneratorOptions {
  readonly generator: GeneratorName
  /** Rows in both splits together. */
  readonly size: number
  /** Deviation of the normal noise on both coordinates, in units of the figure (its radius is 1). */
  readonly noise: number
  /** For blobs and spirals; the others have two classes. */
  readonly classCount: number
  readonly seed: number
  readonly testShare: number
}

export function generateData(options: GeneratorOptions): Dataset {
  throw new Error(`not yet: ${options.generator}`)
}
