import { squaredNorms } from '../../core/planes/geometry.ts'
import { coarseToFine, type Grid, gridRows, reusedIndices } from '../../core/planes/grid.ts'
import type { EvaluatePart, SplitValues } from '../../protocol/evaluation.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { Choices } from '../choices/choices.ts'
import { type Study, setResults } from '../context.ts'
import { landscapeKey, planeKey } from '../keys.ts'
import { createCurveFrame, createModesFrame, usedColumns } from '../landscape/frame.ts'
import { createOwnFrame } from '../planes/createOwnFrame.ts'
import { drawRuns } from '../planes/drawRuns.ts'
import { drawTrails } from '../planes/drawTrails.ts'
import { gridOf } from '../planes/gridOf.ts'
import type { BothSplits, CurveResult, LandscapeResult, PlaneFrame } from '../results.ts'
import type { RunEnd } from '../state.ts'
import { finished, isWorthShowing, type RunMode, type RunScope, runJob } from './jobs.ts'
import { nextTask } from './nextTask.ts'
import { problemOf } from './requests.ts'
import { endpointId, trainedCurve } from './trained.ts'

/** Pictures of an unfinished landscape a second, at most. */
const frameMs = 60

/** Points up to which a plane is prepared in one go; more of them keep the page waiting, so each step is a task of its own. */
const pointsAtOnce = 2500

/** A landscape being filled; `known` marks the grid points whose values are there. */
interface Canvas {
  readonly frame: PlaneFrame
  readonly grid: Grid
  readonly values: BothSplits
  readonly squaredNorms: Float64Array
  readonly known: Uint8Array
}

/** Evaluates the plane, coarse picture first, leaving out points that an earlier landscape of the same plane has. */
export async function runLandscape(study: Study, { anew }: RunMode = { anew: false }): Promise<RunEnd> {
  const { choices } = study.store.getState()
  return runJob(study, 'landscape', { key: landscapeKey(choices) }, async (scope) => {
    const canvas = await prepareCanvas(study, choices, scope)
    if (canvas.known.length > pointsAtOnce) await nextTask()
    if (!anew) reuse(canvas, study.store.getState().results.landscape, planeKey(choices))
    const startedAt = performance.now()
    let backend: BackendReport | undefined
    try {
      backend = await fill(study, canvas, choices, scope)
    } finally {
      keepLandscape(study, canvas, { choices, backend, elapsedMs: performance.now() - startedAt })
      study.store.setState(({ live }) => ({ live: { ...live, landscape: undefined } }))
    }
  })
}

interface Filling {
  readonly choices: Choices
  readonly backend: BackendReport | undefined
  readonly elapsedMs: number
}

/** Puts a landscape among the results; an unfinished one only where it shows more of what is wanted now than what is there. */
function keepLandscape(study: Study, canvas: Canvas, filling: Filling): void {
  const { choices: now, results } = study.store.getState()
  const { choices, elapsedMs } = filling
  const { frame, grid, values, squaredNorms: norms, known } = canvas
  const computed = countKnown(known)
  const complete = computed === known.length
  if (!complete || landscapeKey(now) !== landscapeKey(choices)) {
    const isOfUse = computed > 0 && planeKey(now) === planeKey(choices)
    if (!isOfUse || results.landscape?.key === landscapeKey(now)) return
  }
  const backend = filling.backend ?? results.profile?.backend ?? results.endpoints[0]?.backend
  if (!backend) return
  const result = { frame, grid, values, squaredNorms: norms, computed, backend, elapsedMs }
  const key = complete ? landscapeKey(choices) : ''
  setResults(study, { landscape: { ...result, key, planeKey: planeKey(choices) } })
}

type Modes = readonly [WeightsId, WeightsId, WeightsId]

/** The bends of a curve between the first two of three modes; none where it joins others. */
function bendsBetween(curve: CurveResult | undefined, [first, second]: Modes): readonly WeightsId[] {
  const joins = curve?.controlPoints[0] === first && curve.controlPoints.at(-1) === second
  return joins ? curve.controlPoints.slice(1, -1) : []
}

async function prepareFrame(study: Study, choices: Choices, scope: RunScope): Promise<PlaneFrame> {
  const { landscape } = study.store.getState().results
  if (landscape?.planeKey === planeKey(choices)) {
    return choices.trails ? drawRuns(study, landscape.frame, choices) : landscape.frame
  }
  if (choices.plane !== 'curve' && choices.plane !== 'modes') return createOwnFrame(study, choices, scope)
  const frame = await layFrame(study, choices)
  return choices.trails ? drawTrails(study, frame, choices, scope) : frame
}

async function layFrame(study: Study, choices: Choices): Promise<PlaneFrame> {
  if (choices.plane === 'curve') return createCurveFrame(study, trainedCurve(study), choices.selectedBend)
  const modes: Modes = [endpointId(study, 0), endpointId(study, 1), endpointId(study, 2)]
  return createModesFrame(study, modes, bendsBetween(study.store.getState().results.curve, modes))
}

/** The present landscape with another curve drawn in it where it is one of three modes, which depends on no curve. */
export async function redrawCurve(study: Study, curve: CurveResult): Promise<LandscapeResult | undefined> {
  const { landscape } = study.store.getState().results
  if (landscape?.frame.kind !== 'modes') return landscape
  const [first, second, third] = landscape.frame.basis
  const modes = [first, second, third] as unknown as Modes
  // The bends of the curve before went where these did not.
  const trails = landscape.frame.trails?.filter(({ run }) => run !== 'bend')
  const frame = await createModesFrame(study, modes, bendsBetween(curve, modes))
  return { ...landscape, frame: { ...frame, ...(trails && { trails }) } }
}

function emptySplit(points: number): SplitValues {
  return {
    nll: new Float64Array(points).fill(Number.NaN),
    correct: new Int32Array(points).fill(-1),
    count: 0,
  }
}

async function prepareCanvas(study: Study, choices: Choices, scope: RunScope): Promise<Canvas> {
  const frame = await prepareFrame(study, choices, scope)
  const grid = gridOf(choices, frame)
  const points = grid.x.count * grid.y.count
  if (points > pointsAtOnce) await nextTask()
  return {
    frame,
    grid,
    values: { train: emptySplit(points), test: emptySplit(points) },
    squaredNorms: squaredNorms(frame.geometry, gridRows(frame.plane, grid)),
    known: new Uint8Array(points),
  }
}

/** Copies the points that lie at the same place in a landscape of the same plane. */
function reuse(canvas: Canvas, earlier: LandscapeResult | undefined, key: string): void {
  if (earlier?.planeKey !== key) return
  const from = reusedIndices(earlier.grid, canvas.grid)
  for (const split of ['train', 'test'] as const) {
    const target = canvas.values[split]
    const source = earlier.values[split]
    for (let i = 0; i < from.length; i += 1) {
      const index = from[i] as number
      if (index < 0 || (source.correct[index] as number) < 0) continue
      target.nll[i] = source.nll[index] as number
      target.correct[i] = source.correct[index] as number
      canvas.known[i] = 1
    }
    Object.assign(target, { count: source.count })
  }
}

async function fill(study: Study, canvas: Canvas, choices: Choices, scope: RunScope): Promise<BackendReport> {
  const { frame, grid } = canvas
  const order = coarseToFine(grid.x.count, grid.y.count).order.filter((index) => canvas.known[index] === 0)
  if (order.length === 0) {
    const known = study.store.getState().results.landscape?.backend
    if (known) return known
  }
  const used = usedColumns(frame.basis, gridRows(frame.plane, grid, order))
  let shownAt = performance.now()
  const onPart = (part: EvaluatePart) => {
    place(canvas, order, part)
    if (isWorthShowing(part.progress)) scope.report(0, part.progress)
    if (performance.now() - shownAt < frameMs) return
    shownAt = performance.now()
    publish(study, canvas)
  }
  const outcome = await study.client.evaluate(
    {
      problem: problemOf(choices),
      basis: used.basis,
      coefficients: used.rows,
      splits: ['train', 'test'],
      batchNorm: choices.batchNormMode,
    },
    { signal: scope.signal, job: scope.job(0), onEvent: onPart },
  )
  return finished(outcome).backend
}

function place(canvas: Canvas, order: Int32Array, part: EvaluatePart): void {
  for (const split of ['train', 'test'] as const) {
    const values = part.values[split]
    if (!values) continue
    const target = canvas.values[split]
    Object.assign(target, { count: values.count })
    for (let i = 0; i < values.nll.length; i += 1) {
      const index = order[part.start + i] as number
      target.nll[index] = values.nll[i] as number
      target.correct[index] = values.correct[i] as number
      canvas.known[index] = 1
    }
  }
}

function copy({ nll, correct, count }: SplitValues): SplitValues {
  return { nll: nll.slice(), correct: correct.slice(), count }
}

function countKnown(known: Uint8Array): number {
  return known.reduce((sum, flag) => sum + flag, 0)
}

function publish(study: Study, canvas: Canvas): void {
  const { frame, grid, values, squaredNorms: norms, known } = canvas
  const landscape = {
    frame,
    grid,
    values: { train: copy(values.train), test: copy(values.test) },
    squaredNorms: norms,
    computed: countKnown(known),
  }
  study.store.setState(({ live }) => ({ live: { ...live, landscape, curve: undefined } }))
}
