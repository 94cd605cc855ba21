import { fingerprintNumbers } from '../core/fingerprint.ts'
import type { BackendName, BackendReport } from '../protocol/problem.ts'
import type { ProfileResult } from './results.ts'

/** What computed, with the build where builds of one backend differ in their last bits. */
export type Arithmetic = Exclude<BackendName, 'simd'> | 'simd.fused' | 'simd.plain'

function arithmeticOf({ name, build = 'plain' }: BackendReport): Arithmetic {
  return name === 'simd' ? `simd.${build}` : name
}

/** What a finished study came to, short enough for a link: who repeats it is told whether the numbers are the same. */
export interface Fingerprint {
  readonly backend: Arithmetic
  /** Hash over every number of the profile. */
  readonly hash: string
  /** A few of them in full, so that a difference can be told in size: train nll of the curve at t = 0, ½, 1, and of the segment at ½. */
  readonly samples: readonly number[]
}

/** Takes the fingerprint of a profile. */
export function takeFingerprint(profile: ProfileResult): Fingerprint {
  const { curve, segment } = profile
  const middle = (curve.train.nll.length - 1) >> 1
  const last = curve.train.nll.length - 1
  const arrays = [curve, segment].flatMap(({ train, test }) => [
    train.nll,
    train.correct,
    test.nll,
    test.correct,
  ])
  return {
    backend: arithmeticOf(profile.backend),
    hash: fingerprintNumbers(arrays),
    samples: [
      curve.train.nll[0],
      curve.train.nll[middle],
      curve.train.nll[last],
      segment.train.nll[middle],
    ].map((value) => Number((value ?? Number.NaN).toPrecision(9))),
  }
}

export type Replay =
  | { readonly verdict: 'same' }
  /** Largest relative difference of the samples; Infinity where one of two overflowed. */
  | {
      readonly verdict: 'differs'
      readonly by: number
      readonly backends: readonly [Arithmetic, Arithmetic]
    }

/** Compares a repetition with what was recorded. */
export function compareFingerprints(recorded: Fingerprint, repeated: Fingerprint): Replay {
  if (recorded.hash === repeated.hash) return { verdict: 'same' }
  const differences = recorded.samples.map((value, index) => {
    const other = repeated.samples[index] ?? Number.NaN
    if (Object.is(value, other)) return 0
    const difference = Math.abs(other - value) / Math.max(Math.abs(value), 1e-12)
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference
  })
  return {
    verdict: 'differs',
    by: Math.max(...differences),
    backends: [recorded.backend, repeated.backend],
  }
}

/** Writes `backend.hash.samples`. */
export function encodeFingerprint({ backend, hash, samples }: Fingerprint): string {
  return [backend, hash, samples.join('~')].join('!')
}

const sampleText = /^(NaN|-?Infinity|-?\d+(\.\d+)?(e[+-]\d+)?)$/

/** Reads what `encodeFingerprint` wrote; undefined for anything else. */
export function decodeFingerprint(text: string): Fingerprint | undefined {
  const parts = /^(simd\.fused|simd\.plain|webgpu|tf-cpu|tf-webgpu)!([0-9a-f]{16})!([^!]+)$/.exec(text)
  const samples = parts?.[3]?.split('~') ?? []
  if (!parts || samples.length > 8 || !samples.every((sample) => sampleText.test(sample))) return undefined
  return { backend: parts[1] as Arithmetic, hash: parts[2] as string, samples: samples.map(Number) }
}
