import type { Grid } from '../../core/planes/grid.ts'
import type { BothSplits } from '../results.ts'
import { damagedStudy } from './studyFileError.ts'

/** Most points along one side of a landscape, and along a path. */
export const mostPoints = 5000

/** One value a point on both splits. */
export function checkSplits({ train, test }: BothSplits, points: number, place: string): void {
  for (const { nll, correct, count } of [train, test]) {
    if (nll.length !== points || correct.length !== points) {
      throw damagedStudy(place, `${nll.length} and ${correct.length} values for ${points} points`)
    }
    if (correct.some((value) => value < -1 || value > count)) {
      throw damagedStudy(place, `more right than the ${count} samples`)
    }
  }
}

/** A grid that can be drawn; answers its number of points. */
export function checkGrid({ x, y }: Grid, place: string): number {
  for (const { min, max, count } of [x, y]) {
    if (!(min < max) || count < 2 || count > mostPoints) throw damagedStudy(place, 'a grid that cannot be')
  }
  return x.count * y.count
}
