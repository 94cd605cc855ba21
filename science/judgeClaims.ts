import { type Claim, claims } from './claims.ts'
import { type Interval, judge, meanInterval, type Verdict } from './intervals.ts'
import type { SeedResults } from './results.ts'
import { type DataName, dataNames } from './setting.ts'

/** What one data set says of a claim. */
export interface Finding {
  readonly data: DataName
  readonly interval: Interval
  readonly verdict: Verdict
}

export interface JudgedClaim {
  readonly claim: Claim
  readonly findings: readonly Finding[]
}

/** The measured seeds of each data set that was run. */
export type ResultsByData = Readonly<Partial<Record<DataName, readonly SeedResults[]>>>

/** Judges every claim on every data set; a seed whose number is not finite has no say in it. */
export function judgeClaims(results: ResultsByData): JudgedClaim[] {
  return claims.map((claim) => ({
    claim,
    findings: dataNames.flatMap((data) => {
      const seeds = results[data]
      if (!seeds || seeds.length === 0) return []
      const interval = meanInterval(seeds.map(claim.measure).filter(Number.isFinite))
      return [{ data, interval, verdict: judge(interval, claim.region) }]
    }),
  }))
}
