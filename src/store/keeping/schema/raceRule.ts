import * as v from 'valibot'
import {
  type RaceMember,
  type RaceRow,
  type RaceScore,
  type RaceTrace,
  type RaceValue,
  raceMethods,
  type SnapshotChain,
  type SnapshotPlane,
} from '../../experiments/values/raceValue.ts'
import { seenPlane } from './alignmentRule.ts'
import { anyNumber, count, finite, float64s, listOf, optional, type Rule, shaped } from './shapes.ts'
import { geometry, splitValues } from './valueRules.ts'

/** How good an ensemble is; what overflowed has no finite nll. */
export const raceScore: Rule<RaceScore> = shaped<RaceScore>({
  nll: anyNumber,
  error: finite,
  calibrationError: anyNumber,
})

const memberShape = { spent: finite, single: raceScore, ensemble: raceScore } as const

const member: Rule<RaceMember> = shaped<RaceMember>(memberShape)

const trace: Rule<RaceTrace> = shaped<RaceTrace>({
  epochs: float64s,
  learningRates: float64s,
  errors: float64s,
  distances: float64s,
  collected: listOf(shaped<RaceTrace['collected'][number]>({ ...memberShape, distance: finite })),
})

const raceRow: Rule<RaceRow> = shaped<RaceRow>({
  method: v.picklist([...raceMethods, 'average']),
  budgets: count,
  networks: count,
  scores: listOf(raceScore),
})

const chain: Rule<SnapshotChain> = shaped<SnapshotChain>({
  train: splitValues,
  test: splitValues,
  dl: float64s,
  geometry,
})

/** What a race came to. */
export const raceRule: Rule<RaceValue> = shaped<RaceValue>({
  before: count,
  budget: count,
  traces: shaped<RaceValue['traces']>({ fge: optional(trace), sse: optional(trace) }),
  members: shaped<RaceValue['members']>({
    fge: listOf(member),
    sse: listOf(member),
    independent: listOf(member),
  }),
  rows: listOf(raceRow),
  chain: optional(chain),
  plane: optional(shaped<SnapshotPlane>({ geometry, seen: seenPlane })),
})
