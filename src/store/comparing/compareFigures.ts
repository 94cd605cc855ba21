import { planNetwork } from '../../core/networks/planNetwork.ts'
import { quantityValues } from '../../core/quantities.ts'
import { type PathSummary, summarizePath } from '../path/pathSelectors.ts'
import type { ProfileResult } from '../results.ts'
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

/** The figures by which studies are compared: barriers and the highest loss of train nll, errors of the test split. */
export function takeFigures({ choices, results }: Pick<BesideStudy, 'choices' | 'results'>): StudyFigures {
  const { parameterCount } = planNetwork(architectureOf(choices))
  const { profile } = results
  return { parameters: parameterCount, ...(profile && profileFigures(profile)) }
}

function profileFigures({ ts, curve, segment }: ProfileResult): StudyFigures {
  const nll = (path: ProfileResult['curve']): PathSummary =>
    summarizePath(ts, path, { ...view, split: 'train', quantity: 'nll' })
  const error = summarizePath(ts, curve, { ...view, split: 'test', quantity: 'error' })
  const errors = quantityValues(segment.test, 'error')
  const [bent, straight] = [nll(curve), nll(segment)]
  return {
    distance: straight.length,
    testError1: errors[0] ?? Number.NaN,
    testError2: errors.at(-1) ?? Number.NaN,
    segmentBarrier: straight.barrier,
    curveBarrier: bent.barrier,
    highest: bent.max,
    meanError: error.avg,
    lengthRatio: bent.length / straight.length,
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
