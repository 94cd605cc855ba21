import { planNetwork } from '../../core/networks/planNetwork.ts'
import { quantityValues } from '../../core/quantities.ts'
import type { FilmFrame } from '../film/film.ts'
import { type PathSummary, summarizePath } from '../path/pathSelectors.ts'
import type { PathValues, ProfileResult } from '../results.ts'
import { architectureOf } from '../running/requests.ts'
import type { BesideStudy } from './beside.ts'

/** What is told of both studies, in the order in which it is. */
export const figureNames = [
  'parameters',
  'distance',
  'testError1',
  'testError2',
  'segmentBarrier',
  'curveBarrier',
  'highest',
  'meanError',
  'lengthRatio',
] as const

export type FigureName = (typeof figureNames)[number]

/** How a figure is written. */
export const figureUnits: Readonly<Record<FigureName, 'count' | 'distance' | 'share' | 'nats' | 'ratio'>> = {
  parameters: 'count',
  distance: 'distance',
  testError1: 'share',
  testError2: 'share',
  segmentBarrier: 'nats',
  curveBarrier: 'nats',
  highest: 'nats',
  meanError: 'share',
  lengthRatio: 'ratio',
}

/** Figures of a study; absent where it has not been computed so far. */
export type StudyFigures = { readonly [Name in FigureName]?: number }

const view = { evaluationDecay: 0 } as const

/** The path along a curve at its points. */
type CurvePath = NonNullable<FilmFrame['path']>

/**
 * The figures by which studies are compared: barriers and the highest loss of train nll, errors of the test split. At a moment
 * of the film those of the curve are of that moment, absent until it is evaluated; nothing else moves in a training of the curve.
 */
export function takeFigures(
  { choices, results }: Pick<BesideStudy, 'choices' | 'results'>,
  moment?: Pick<FilmFrame, 'path'>,
): StudyFigures {
  const parameters = planNetwork(architectureOf(choices)).parameterCount
  const { profile } = results
  if (!profile) return { parameters }
  const path = moment ? moment.path : { ts: profile.ts, values: profile.curve }
  return { parameters, ...segmentFigures(profile), ...(path && curveFigures(path, profile)) }
}

function summarizeNll(ts: readonly number[], values: PathValues): PathSummary {
  return summarizePath(ts, values, { ...view, split: 'train', quantity: 'nll' })
}

function segmentFigures({ ts, segment }: ProfileResult): StudyFigures {
  const errors = quantityValues(segment.test, 'error')
  const { length, barrier } = summarizeNll(ts, segment)
  return {
    distance: length,
    testError1: errors[0] ?? Number.NaN,
    testError2: errors.at(-1) ?? Number.NaN,
    segmentBarrier: barrier,
  }
}

function curveFigures({ ts, values }: CurvePath, profile: ProfileResult): StudyFigures {
  const { barrier, max, length } = summarizeNll(ts, values)
  return {
    curveBarrier: barrier,
    highest: max,
    meanError: summarizePath(ts, values, { ...view, split: 'test', quantity: 'error' }).avg,
    lengthRatio: length / summarizeNll(profile.ts, profile.segment).length,
  }
}

/** A row of the comparison: the figure of both, and how much greater the second is where there are both. */
export interface ComparedFigure {
  readonly name: FigureName
  readonly left: number | undefined
  readonly right: number | undefined
  readonly difference: number | undefined
}

/** Both studies' figures, row by row. */
export function compareFigures(left: StudyFigures, right: StudyFigures): readonly ComparedFigure[] {
  return figureNames.map((name) => {
    const [a, b] = [left[name], right[name]]
    const difference = a === undefined || b === undefined ? undefined : b - a
    return { name, left: a, right: b, difference }
  })
}
