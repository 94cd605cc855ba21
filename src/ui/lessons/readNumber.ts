import { barrier, pathLength } from '../../core/curves/profileStatistics.ts'
import { distanceBetween } from '../../core/planes/geometry.ts'
import { type NumberName, type NumberUnit, numberUnits } from '../../lessons/numbers.ts'
import { selectExperiment } from '../../store/experiments/selectExperiment.ts'
import type { RaceMethod } from '../../store/experiments/values/raceValue.ts'
import { unitRow } from '../../store/landscape/frame.ts'
import { selectHeld } from '../../store/path/pathSelectors.ts'
import type { StudyState } from '../../store/state.ts'
import {
  formatCount,
  formatDistance,
  formatLoss,
  formatLossBeside,
  formatPercent,
} from '../texts/formatting.ts'
import {
  countParameters,
  type SeenPath,
  selectCurvePath,
  selectRival,
  selectSegmentPath,
} from './lessonState.ts'

type Read = (state: StudyState) => number | undefined

const highest = (values: ArrayLike<number>) => Math.max(...Array.from(values))
const lowest = (values: ArrayLike<number>) => Math.min(...Array.from(values))
const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

function ofPath(select: (state: StudyState) => SeenPath | undefined, read: (path: SeenPath) => number): Read {
  return (state) => {
    const path = select(state)
    return path && read(path)
  }
}

/** Share of right answers at a point of a path. */
function accuracy({ path }: SeenPath, split: 'train' | 'test', at: number): number {
  const { correct, count } = path[split]
  return (correct.at(at) ?? Number.NaN) / count
}

const atEnd = (read: (path: SeenPath) => number) => ofPath(selectSegmentPath, read)
const onCurve = (read: (path: SeenPath) => number) => ofPath(selectCurvePath, read)

function ofRival(read: (path: SeenPath) => number): Read {
  return ofPath((state) => {
    const rival = selectRival(state)
    return rival && { ts: rival.ts, path: rival.curve }
  }, read)
}

const manyCurves = (state: StudyState) => selectExperiment(state, 'manyCurves').value
const alignment = (state: StudyState) => selectExperiment(state, 'alignment').value
const cheatingPath = (state: StudyState) => selectExperiment(state, 'cheatingPath').value
const alongCurve = (state: StudyState) => selectExperiment(state, 'alongCurve').value
const picked = (state: StudyState) => selectExperiment(state, 'picked').value
const threeModes = (state: StudyState) => selectExperiment(state, 'threeModes').value

/** Greatest distance between the bends of two of several curves, and that of the ends. */
function farthestBends(state: StudyState): { readonly bends: number; readonly ends: number } | undefined {
  const value = manyCurves(state)
  if (!value) return undefined
  const { geometry, bendCount, curves } = value
  const row = (curve: number, bend: number) => unitRow(geometry.size, 2 + curve * bendCount + bend)
  const apart = (a: number, b: number) =>
    Math.hypot(
      ...Array.from({ length: bendCount }, (_, bend) =>
        distanceBetween(geometry, row(a, bend), row(b, bend)),
      ),
    )
  const distances = curves.flatMap((_, a) => curves.slice(a + 1).map((_other, b) => apart(a, a + 1 + b)))
  const ends = distanceBetween(geometry, unitRow(geometry.size, 0), unitRow(geometry.size, 1))
  return { bends: Math.max(0, ...distances), ends }
}

function alignedBarrier(way: 'segment' | 'alignedSegment' | 'curve'): Read {
  return (state) => {
    const value = alignment(state)
    const path = value?.ways[way]
    return value && path && barrier(value.ts, path.train.nll)
  }
}

function raceScore(method: RaceMethod, budgets: number, read: 'nll' | 'error'): Read {
  return (state) => {
    const row = selectExperiment(state, 'race').value?.rows.find(
      (one) => one.method === method && one.budgets === budgets,
    )
    return row && mean(row.scores.map((score) => score[read]))
  }
}

function bestSingle(state: StudyState) {
  return picked(state)?.singles.toSorted((a, b) => a.error - b.error || a.nll - b.nll)[0]
}

const readers: Readonly<Record<NumberName, Read>> = {
  'network.parameters': countParameters,
  'w1.trainNll': atEnd(({ path }) => path.train.nll[0] ?? Number.NaN),
  'w2.trainNll': atEnd(({ path }) => path.train.nll.at(-1) ?? Number.NaN),
  'w1.trainAccuracy': atEnd((path) => accuracy(path, 'train', 0)),
  'w2.trainAccuracy': atEnd((path) => accuracy(path, 'train', -1)),
  'w1.testAccuracy': atEnd((path) => accuracy(path, 'test', 0)),
  'w2.testAccuracy': atEnd((path) => accuracy(path, 'test', -1)),
  'w1.norm': atEnd(({ path }) => Math.sqrt(path.squaredNorms[0] ?? Number.NaN)),
  'w2.norm': atEnd(({ path }) => Math.sqrt(path.squaredNorms.at(-1) ?? Number.NaN)),
  'ends.distance': atEnd(({ path }) => pathLength(path.dl)),
  'segment.max': atEnd(({ path }) => highest(path.train.nll)),
  'segment.barrier': atEnd(({ ts, path }) => barrier(ts, path.train.nll)),
  'segment.highestT': atEnd(
    ({ ts, path }) => ts[path.train.nll.indexOf(highest(path.train.nll))] ?? Number.NaN,
  ),
  'segment.lowestAccuracy': atEnd(({ path }) => lowest(path.train.correct) / path.train.count),
  'segment.middleAccuracy': atEnd((path) => accuracy(path, 'train', Math.floor(path.ts.length / 2))),
  'curve.max': onCurve(({ path }) => highest(path.train.nll)),
  'curve.mean': onCurve(({ path }) => mean(path.train.nll)),
  'curve.barrier': onCurve(({ ts, path }) => barrier(ts, path.train.nll)),
  'curve.lengthRatio': (state) => {
    const [curve, segment] = [selectCurvePath(state), selectSegmentPath(state)]
    return curve && segment && pathLength(curve.path.dl) / pathLength(segment.path.dl)
  },
  'curve.lowestTestAccuracy': onCurve(({ path }) => lowest(path.test.correct) / path.test.count),
  'bend.height': (state) => selectHeld(state)?.y,
  'rival.max': ofRival(({ path }) => highest(path.train.nll)),
  'rival.mean': ofRival(({ path }) => mean(path.train.nll)),
  'plane.reach': ({ results }) => results.landscape?.grid.x.max,
  'many.count': (state) => manyCurves(state)?.curves.length,
  'many.highest': (state) => {
    const value = manyCurves(state)
    return value && Math.max(...value.curves.map(({ train }) => highest(train.nll)))
  },
  'many.farthest': (state) => farthestBends(state)?.bends,
  'many.farthestShare': (state) => {
    const far = farthestBends(state)
    return far && far.bends / far.ends
  },
  'modes.segmentLowest': (state) => {
    const value = threeModes(state)
    return value && Math.min(...value.edges.map(({ segment }) => barrier(value.ts, segment.train.nll)))
  },
  'modes.curveHighest': (state) => {
    const value = threeModes(state)
    const curves = value?.edges.flatMap(({ curve }) => (curve ? [barrier(value.ts, curve.train.nll)] : []))
    return curves && curves.length > 0 ? Math.max(...curves) : undefined
  },
  'align.before': (state) => alignment(state)?.distance.before,
  'align.after': (state) => alignment(state)?.distance.after,
  'align.segmentBarrier': alignedBarrier('segment'),
  'align.alignedBarrier': alignedBarrier('alignedSegment'),
  'align.curveBarrier': alignedBarrier('curve'),
  'cheat.max': (state) => {
    const value = cheatingPath(state)
    return value && highest(value.train.nll)
  },
  'cheat.segmentMax': (state) => {
    const value = cheatingPath(state)
    return value && highest(value.segment.train.nll)
  },
  'cheat.differing': (state) => {
    const value = cheatingPath(state)
    // At the origin itself all outputs are equal and no label is more than another.
    return value && Math.max(...Array.from(value.differing, (count, k) => (value.ts[k] === 0.5 ? 0 : count)))
  },
  'along.firstError': (state) => alongCurve(state)?.singles.onCurve[0]?.error,
  'along.endsError': (state) => alongCurve(state)?.onCurve[1]?.error,
  'along.curveError': (state) => alongCurve(state)?.onCurve.at(-1)?.error,
  'along.independentError': (state) => alongCurve(state)?.independent.at(-1)?.error,
  'along.count': (state) => alongCurve(state)?.joined.length,
  'along.endsDiffer': (state) => {
    const curve = alongCurve(state)?.curve
    const last = curve?.differing.at(-1)
    return curve && last !== undefined ? last / curve.count : undefined
  },
  'picked.bestError': (state) => bestSingle(state)?.error,
  'picked.bestNll': (state) => bestSingle(state)?.nll,
  'picked.ensembleError': (state) => picked(state)?.ensemble.error,
  'picked.ensembleNll': (state) => picked(state)?.ensemble.nll,
  'picked.averageError': (state) => picked(state)?.average.error,
  'picked.averageNll': (state) => picked(state)?.average.nll,
  'race.budget': (state) => selectExperiment(state, 'race').value?.budget,
  'race.fgeError': raceScore('fge', 3, 'error'),
  'race.fgeNll': raceScore('fge', 3, 'nll'),
  'race.sseNll': raceScore('sse', 3, 'nll'),
  'race.independentNll': raceScore('independent', 3, 'nll'),
  'race.singleError': raceScore('independent', 1, 'error'),
}

/** A number of the present results; undefined where they do not tell it. */
export function readNumber(state: StudyState, name: NumberName): number | undefined {
  const value = readers[name](state)
  return value !== undefined && Number.isFinite(value) ? value : undefined
}

const formats: Readonly<Record<NumberUnit, (value: number) => string>> = {
  nats: formatLoss,
  share: formatPercent,
  distance: formatDistance,
  count: formatCount,
  ratio: (value) => value.toFixed(2),
  t: (value) => value.toFixed(2),
}

/** A number as its unit wants it written. */
function formatNumber(name: NumberName, value: number): string {
  return formats[numberUnits[name]](value)
}

/** Numbers of the game, each with the one that it is held against. */
const rivals: Partial<Readonly<Record<NumberName, NumberName>>> = {
  'curve.max': 'rival.max',
  'curve.mean': 'rival.mean',
  'rival.max': 'curve.max',
  'rival.mean': 'curve.mean',
}

/** A number of the present results as a text shows it, told apart from the one that it is held against; undefined where there is none. */
export function writeNumber(state: StudyState, name: NumberName): string | undefined {
  const value = readNumber(state, name)
  if (value === undefined) return undefined
  const rival = rivals[name]
  const other = rival && readNumber(state, rival)
  return other === undefined ? formatNumber(name, value) : formatLossBeside(value, other)
}

/** What a typed number has to come to: shares are typed in percent. */
export function typedScale(name: NumberName): number {
  return numberUnits[name] === 'share' ? 100 : 1
}
