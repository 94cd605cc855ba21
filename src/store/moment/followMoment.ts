import type { Study } from '../context.ts'
import { toFailure } from '../running/jobs.ts'
import type { StudyState } from '../state.ts'
import {
  changeMoment,
  predictField,
  predictSamples,
  readMomentSamples,
  readSampleInputs,
} from './momentPieces.ts'
import { type MomentWants, noMomentWants } from './momentWants.ts'
import { findNextPiece, type Piece } from './nextPiece.ts'
import { selectMoment } from './selectMoment.ts'

/** Time for which nothing moved when a picture is sharpened. */
const restMs = 140

/** Time for which a new curve stands before it is looked at: between two steps of a study there is none to spare. */
const settleMs = 60

/** Time between two looks at a bend in the hand, whose own profile is computed by the same engine. */
const dragMs = 110

/** Time in which the exact profile of a bend in the hand is painted, which shares the cores with nothing then. */
const paintMs = 50

/** Computes what is looked at of the network at t, as long as somebody does. */
export interface MomentFollower {
  want(wants: MomentWants): void
  stop(): void
}

/** Follows the study: one piece at a time, always the one that is missed most, and given up when it is not wanted any more. */
export function followMoment(study: Study): MomentFollower {
  let wants = noMomentWants
  let isStopped = false
  let isRunning = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let movedAt = Number.NEGATIVE_INFINITY
  let changedAt = Number.NEGATIVE_INFINITY
  let lookedAt = Number.NEGATIVE_INFINITY
  let arrivedAt = Number.NEGATIVE_INFINITY
  let running: { readonly piece: Piece; readonly abort: AbortController } | undefined

  const wait = (piece: Piece): number => {
    const now = performance.now()
    if (piece.kind === 'sharp') return movedAt + restMs - now
    if (!('source' in piece) || !isFirst(piece) || piece.source.from === 'film') return 0
    if (piece.source.from !== 'drag') return changedAt + settleMs - now
    // A hand that never rests is followed all the same.
    return Math.max(lookedAt + dragMs, Math.min(arrivedAt + paintMs, lookedAt + 2 * dragMs)) - now
  }
  const look = async () => {
    if (isRunning || isStopped) return
    isRunning = true
    try {
      for (;;) {
        const piece = isStopped ? undefined : findNextPiece(study.store.getState(), wants)
        if (!piece) return
        const ms = wait(piece)
        if (ms > 0) {
          clearTimeout(timer)
          timer = setTimeout(look, ms)
          return
        }
        if (isFirst(piece)) lookedAt = performance.now()
        const abort = new AbortController()
        running = { piece, abort }
        await runPiece(study, piece, abort.signal)
      }
    } finally {
      isRunning = false
      running = undefined
    }
  }
  const stop = study.store.subscribe((state, before) => {
    if (!isTouched(state, before)) return
    if (shownName(state) !== shownName(before)) movedAt = performance.now()
    if (sourceName(state) !== sourceName(before)) changedAt = performance.now()
    if (state.drag?.profile !== before.drag?.profile) arrivedAt = performance.now()
    if (running && !isWanted(state, running.piece)) running.abort.abort()
    void look()
  })
  return {
    want(next) {
      wants = next
      movedAt = performance.now()
      void look()
    },
    stop() {
      isStopped = true
      running?.abort.abort()
      clearTimeout(timer)
      stop()
    },
  }
}

/** The predictions of a moment are the first that is asked for of it. */
function isFirst(piece: Piece): boolean {
  return piece.kind === 'predictions' && piece.ts.length <= 2
}

const parts = ['choices', 'results', 'segment', 'film', 'drag', 'hoverT', 'jobs', 'moment'] as const

function isTouched(state: StudyState, before: StudyState): boolean {
  return parts.some((part) => state[part] !== before[part])
}

function sourceName(state: StudyState): string {
  const moment = selectMoment(state)
  return moment.state === 'none' ? moment.why : moment.source.key
}

function shownName(state: StudyState): string {
  return `${sourceName(state)} ${selectMoment(state).t}`
}

function isWanted(state: StudyState, piece: Piece): boolean {
  if (!('source' in piece)) return true
  const moment = selectMoment(state)
  if (moment.state === 'none') return false
  const isOther = piece.kind === 'predictions' && piece.source.path !== moment.source.path
  if (piece.source.key !== moment.source.key && !isOther) return false
  return piece.kind !== 'sharp' || piece.ts[0] === moment.t
}

async function runPiece(study: Study, piece: Piece, signal: AbortSignal): Promise<void> {
  try {
    if (piece.kind === 'samples') return await readMomentSamples(study)
    if (piece.kind === 'inputs') return await readSampleInputs(study, piece.rows)
    if (piece.kind === 'predictions') return await predictSamples(study, piece.samples, { ...piece, signal })
    const field = await predictField(study, piece, { ...piece, signal })
    changeMoment(study, (values) => ({ ...values, [piece.kind]: field }))
  } catch (error) {
    if (signal.aborted) return
    const moment = selectMoment(study.store.getState())
    const key = 'source' in piece ? piece.source.key : moment.state === 'shown' ? moment.source.key : ''
    const { message } = toFailure(error)
    changeMoment(study, (values) => ({ ...values, failed: { key, message } }))
  }
}
