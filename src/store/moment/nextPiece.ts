import { uniformTs } from '../../core/curves/curve.ts'
import type { Grid } from '../../core/planes/grid.ts'
import { classCountOf } from '../dataSets.ts'
import { dataKey } from '../keys.ts'
import { awaitsProfile } from '../path/awaitsProfile.ts'
import type { StudyState } from '../state.ts'
import { chooseSharpStep, isWholeAffordable } from './momentCost.ts'
import { type MomentPath, type MomentSamples, noMomentValues } from './momentValues.ts'
import { coarsen, coarsenBy, gridKey, indexOfT, type MomentWants } from './momentWants.ts'
import { type MomentSource, selectMoment } from './selectMoment.ts'

/** The next thing to compute. `rests` are those that wait until nothing moves. */
export type Piece =
  | { readonly kind: 'samples' }
  | { readonly kind: 'inputs'; readonly rows: readonly number[] }
  | {
      readonly kind: 'predictions'
      readonly source: MomentSource
      readonly samples: MomentSamples
      readonly ts: readonly number[]
    }
  | {
      readonly kind: 'coarse' | 'sharp'
      readonly source: MomentSource
      readonly samples: MomentSamples
      readonly ts: readonly number[]
      readonly grid: Grid
    }

/** What is missing of what is looked at, the shown moment first and coarse, then more of it; undefined where all is there. */
export function findNextPiece(state: StudyState, wants: MomentWants): Piece | undefined {
  const moment = selectMoment(state)
  if (!wants.isVisible || moment.state === 'none' || isBusy(state)) return undefined
  const { source, t } = moment
  const values = state.moment ?? noMomentValues
  if (values.failed?.key === source.key) return undefined
  // The profile of the bend in the hand goes first.
  if (source.from === 'drag' && awaitsProfile(state)) return undefined
  const { samples } = values
  if (samples?.key !== dataKey(state.choices)) return { kind: 'samples' }
  return (
    findPredictions(state, wants, { samples, source, t }) ??
    findFields(state, wants, { samples, source, t }) ??
    findOtherPath(state, wants, { samples, source, t }) ??
    findInputs(state, wants)
  )
}

/** Whether a step runs that is over in a moment, and should not have to share the engine; a long one tells of itself. */
function isBusy({ jobs, opening }: StudyState): boolean {
  const isShort = (job: StudyState['jobs']['profile']) => job?.progress.every((one) => one === undefined)
  return (
    opening || jobs.data !== undefined || isShort(jobs.profile) === true || isShort(jobs.landscape) === true
  )
}

interface Shown {
  readonly samples: MomentSamples
  readonly source: MomentSource
  readonly t: number
}

/** Whether every t of a source is worth computing: it stays as it is, and nothing that was asked for has to wait for it. */
function isAtRest({ jobs }: StudyState, { from }: MomentSource): boolean {
  return (from === 'study' || from === 'ends') && !jobs.landscape && !jobs.profile
}

function wholeTs(state: StudyState, wants: MomentWants, rows: number): readonly number[] | undefined {
  const { choices } = state
  const size = { moments: choices.points, rows, classes: classCountOf(choices) }
  return wants.everything || isWholeAffordable(state, size) ? uniformTs(choices.points) : undefined
}

function findPredictions(state: StudyState, wants: MomentWants, shown: Shown): Piece | undefined {
  const { samples, source, t } = shown
  const known = state.moment?.predictions[source.path]
  const isKnown = known?.key === source.key
  const piece = { kind: 'predictions', source, samples } as const
  if (!isKnown || indexOfT(known.ts, t) < 0) return { ...piece, ts: t === 0 ? [0] : [0, t] }
  if (!isAtRest(state, source) || known.ts.length > 2) return undefined
  const ts = wholeTs(state, wants, countRows(samples))
  return ts && ts.length > known.ts.length ? { ...piece, ts } : undefined
}

function countRows({ test, train }: MomentSamples): number {
  return test.labels.length + (train?.labels.length ?? 0)
}

function findFields(state: StudyState, wants: MomentWants, { samples, source, t }: Shown): Piece | undefined {
  const { window } = wants
  // The window may still be that of a study before this one, whose data had two features.
  if (!window || !samples.train) return undefined
  const grid = coarsen(window)
  const { coarse, sharp } = state.moment ?? noMomentValues
  const isKnown = coarse?.key === source.key && gridKey(coarse.grid) === gridKey(grid)
  const piece = { kind: 'coarse', source, samples, grid } as const
  if (!isKnown || indexOfT(coarse.ts, t) < 0) return { ...piece, ts: [t] }
  const ts =
    isAtRest(state, source) && coarse.ts.length === 1
      ? wholeTs(state, wants, grid.x.count * grid.y.count)
      : undefined
  if (ts) return { ...piece, ts }
  if (
    source.from === 'drag' ||
    state.hoverT !== undefined ||
    state.film?.status === 'playing' ||
    state.jobs.landscape
  )
    return undefined
  const classes = classCountOf(state.choices)
  const step = chooseSharpStep(state, { rows: window.x.count * window.y.count, classes })
  const fine = coarsenBy(window, step)
  const isSharp =
    sharp?.key === source.key && gridKey(sharp.grid) === gridKey(fine) && indexOfT(sharp.ts, t) >= 0
  return isSharp ? undefined : { kind: 'sharp', source, samples, grid: fine, ts: [t] }
}

/** The other path at every t, where both are compared and that takes no time to speak of. */
function findOtherPath(state: StudyState, wants: MomentWants, { samples, source }: Shown): Piece | undefined {
  if (!wants.compares || source.from !== 'study' || !isAtRest(state, source)) return undefined
  const path: MomentPath = source.path === 'curve' ? 'segment' : 'curve'
  const other = selectMoment({ ...state, choices: { ...state.choices, momentPath: path } })
  if (other.state === 'none') return undefined
  if (state.moment?.predictions[path]?.key === other.source.key) return undefined
  const ts = wholeTs(state, wants, countRows(samples))
  return ts && { kind: 'predictions', source: other.source, samples, ts }
}

function findInputs(state: StudyState, wants: MomentWants): Piece | undefined {
  const { inputs } = state.moment ?? noMomentValues
  const known = inputs?.key === dataKey(state.choices) ? inputs.rows : undefined
  const rows = wants.rows.filter((row) => !known?.has(row))
  return rows.length > 0 ? { kind: 'inputs', rows } : undefined
}
