import { curveRows } from '../../core/curves/curve.ts'
import { pathSteps } from '../../core/planes/geometry.ts'
import type { TrainCurveEvent } from '../../protocol/training.ts'
import type { Choices } from '../choices/choices.ts'
import type { FilmFrame } from '../film/film.ts'
import type { View } from '../landscape/landscapeSelectors.ts'
import { selectValues } from './pathSelectors.ts'

/** The path along a curve that is still on its way: a moment of the film, or the curve in training. */
export interface MovingPath {
  /** Empty while nothing was evaluated. */
  readonly ts: readonly number[]
  /** Distances between consecutive points. */
  readonly dl: ArrayLike<number>
  /** Values of a quantity; undefined where it is not told. */
  readonly read: (view: View) => ArrayLike<number> | undefined
}

const unknownPath: MovingPath = { ts: [], dl: [], read: () => undefined }

/** The path of a film's moment, in every quantity once it is evaluated. */
export function pathOfFrame({ path }: Pick<FilmFrame, 'path'>): MovingPath {
  if (!path) return unknownPath
  const { ts, values } = path
  return { ts, dl: values.dl, read: (view) => selectValues(values, view) }
}

/** The path of a curve in training: train nll, and where there was time test accuracy. */
export function pathOfTraining(
  { geometry, profile }: Pick<TrainCurveEvent, 'geometry' | 'profile'>,
  kind: Choices['curve'],
): MovingPath {
  if (!profile) return unknownPath
  const { ts, trainNll, testAccuracy } = profile
  return {
    ts,
    dl: pathSteps(geometry, curveRows(kind, geometry.size, ts)),
    read: ({ split, quantity }) => {
      if (split === 'train' && quantity === 'nll') return trainNll
      return split === 'test' && quantity === 'accuracy' ? testAccuracy : undefined
    },
  }
}

/** Value at t, linear between the points; NaN where there are none. */
export function readMoving(ts: readonly number[], values: ArrayLike<number>, t: number): number {
  const at = t * (ts.length - 1)
  const left = values[Math.floor(at)] ?? Number.NaN
  const right = values[Math.ceil(at)] ?? Number.NaN
  return left + (right - left) * (at - Math.floor(at))
}
