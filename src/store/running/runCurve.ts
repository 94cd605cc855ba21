import { affineProduct } from '../../core/planes/geometry.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { CurveFrame } from '../../protocol/training.ts'
import type { BendPlace } from '../choices/choiceKinds.ts'
import type { Choices } from '../choices/choices.ts'
import { newWeightsId, type Study, setResults } from '../context.ts'
import { takeOpenedCurve } from '../files/takeOpened.ts'
import { filmFrameCount, keepFilm } from '../film/watching.ts'
import { curveKey, problemKey } from '../keys.ts'
import { controlRows, createCurveFrame } from '../landscape/frame.ts'
import { redrawRuns } from '../planes/drawRuns.ts'
import type { CurveResult, ProfileResult } from '../results.ts'
import type { RunEnd } from '../state.ts'
import { finished, isWorthShowing, type RunMode, type RunScope, runJob } from './jobs.ts'
import { curveRecipeOf, problemOf } from './requests.ts'
import { redrawCurve } from './runLandscape.ts'
import { endpointId } from './trained.ts'

/** A training that took longer was seen while it ran; a shorter one is played as a film afterwards. */
const liveMs = 2500

/** Profiles kept for comparison. */
const keptProfiles = 3

/** Trains the curve between the two endpoints, and again from each place where its bend was put by hand. */
export async function runCurve(study: Study, { watch = false }: Partial<RunMode> = {}): Promise<RunEnd> {
  const { choices } = study.store.getState()
  const key = curveKey(choices)
  return runJob(study, 'curve', { key, canPause: true }, async (scope) => {
    try {
      await refuseIdenticalEndpoints(study)
      const runs = choices.restarts.length
      const present = study.store.getState().results.curve
      const covered = Array.from({ length: runs }, (_, count) => count).findLast(
        (count) => present?.key === curveKey(choices, count) && !present.diverged,
      )
      let result = covered === undefined ? undefined : present
      let film: readonly CurveFrame[] = []
      for (let run = covered === undefined ? 0 : covered + 1; run <= runs; run += 1) {
        const place = choices.restarts[run - 1]
        const from = result && place ? { curve: result, place } : undefined
        const trained =
          run === 0 && choices.openedCurve !== ''
            ? { curve: await takeOpenedCurve(study, choices), film: [] }
            : await trainOnce(study, { choices, from }, scope)
        result = trained.curve
        film = trained.film
        if (result.diverged) break
      }
      if (result === undefined) throw new Error('the curve has nothing to train')
      const landscape = await redrawCurve(study, result)
      scope.signal.throwIfAborted()
      keepProfile(study)
      setResults(study, { curve: { ...result, key }, landscape })
      const play = watch && result.elapsedMs < liveMs
      await keepFilm(study, film, { key, history: result.history, play })
      await redrawRuns(study)
      // The curve stays in view as it was trained until its own landscape begins to show.
    } catch (error) {
      hideLiveCurve(study)
      throw error
    }
  })
}

function endpointIds(study: Study): [WeightsId, WeightsId] {
  return [endpointId(study, 0), endpointId(study, 1)]
}

function endsOf({ controlPoints }: CurveResult): [WeightsId, WeightsId] {
  return [controlPoints[0] as WeightsId, controlPoints.at(-1) as WeightsId]
}

async function refuseIdenticalEndpoints(study: Study): Promise<void> {
  const geometry = await study.client.measure(endpointIds(study))
  if (affineProduct(geometry, [-1, 1], [-1, 1]) > 0) return
  throw new EngineError(
    'identical-endpoints',
    'w1 and w2 are the same network, so no path leads from one to the other',
  )
}

/** New weights for every bend, one of them moved within the plane through the ends and itself. */
async function moveBend(study: Study, curve: CurveResult, place: BendPlace): Promise<WeightsId[]> {
  const frame = await createCurveFrame(study, curve, place.bend)
  const bends = controlRows(frame, place).slice(1, -1)
  return Promise.all(
    bends.map(async (coefficients, index) => {
      const id = newWeightsId(study, `start${index + 1}`)
      await study.client.define({ kind: 'combination', id, basis: frame.basis, coefficients })
      return id
    }),
  )
}

interface CurveRun {
  readonly choices: Choices
  /** The curve that is trained further, and where its bend is put first; from the segment when absent. */
  readonly from: { readonly curve: CurveResult; readonly place: BendPlace } | undefined
}

async function trainOnce(
  study: Study,
  { choices, from }: CurveRun,
  scope: RunScope,
): Promise<{ readonly curve: CurveResult; readonly film: readonly CurveFrame[] }> {
  const endpoints = from ? endsOf(from.curve) : endpointIds(study)
  const startBends = from && (await moveBend(study, from.curve, from.place))
  const bendCount = from ? from.curve.controlPoints.length - 2 : choices.bends
  const bends = Array.from({ length: bendCount }, (_, index) => newWeightsId(study, `bend${index + 1}`))
  const ends = choices.freeEndpoints
    ? [newWeightsId(study, 'start'), newWeightsId(study, 'end')]
    : [endpoints[0], endpoints[1]]
  const outcome = await study.client.trainCurve(
    {
      problem: problemOf(choices),
      kind: choices.curve,
      endpoints,
      ...(startBends && { startBends }),
      controlPoints: [ends[0] as WeightsId, ...bends, ends[1] as WeightsId],
      freeEndpoints: choices.freeEndpoints,
      recipe: curveRecipeOf(choices),
      seed: choices.curveSeed,
      filmFrames: filmFrameCount,
    },
    {
      signal: scope.signal,
      job: scope.job(0),
      onEvent: (event) => {
        if (scope.signal.aborted || !isWorthShowing(event.progress)) return
        scope.report(0, event.progress)
        study.store.setState(({ live }) => ({
          live: { ...live, curve: { ...live.curve, ...event } },
        }))
      },
    },
  )
  const { controlPoints, history, film, diverged, backend, elapsedMs } = finished(outcome)
  const geometry = await study.client.measure(controlPoints)
  const key = curveKey(choices)
  const result = { key, controlPoints, geometry, history, backend, elapsedMs }
  return { curve: { ...result, ...(diverged && { diverged }) }, film }
}

/** Stops showing the curve in training. */
export function hideLiveCurve(study: Study): void {
  study.store.setState(({ live }) => ({ live: { ...live, curve: undefined } }))
}

/** Puts the profile of the curve that is about to be replaced aside, for comparison; one of other data or another network is none. */
function keepProfile(study: Study): void {
  const { choices, results, kept } = study.store.getState()
  const { profile } = results
  if (profile?.problemKey !== problemKey(choices)) return
  const others = kept.filter((other: ProfileResult) => other.key !== profile.key)
  study.store.setState({ kept: [profile, ...others].slice(0, keptProfiles) })
}
