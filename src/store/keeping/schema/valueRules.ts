import * as v from 'valibot'
import type { BasisGeometry } from '../../../core/planes/geometry.ts'
import type { Axis, Grid } from '../../../core/planes/grid.ts'
import type { Plane } from '../../../core/planes/plane.ts'
import type { SplitValues } from '../../../protocol/evaluation.ts'
import type { BothSplits, PathValues } from '../../results.ts'
import { count, finite, float64s, int32s, listOf, type Rule, shaped } from './shapes.ts'

/** Values on one split. */
export const splitValues: Rule<SplitValues> = shaped<SplitValues>({ nll: float64s, correct: int32s, count })

/** Values on both splits. */
export const bothSplits: Rule<BothSplits> = shaped<BothSplits>({ train: splitValues, test: splitValues })

/** Values along a path. */
export const pathValues: Rule<PathValues> = shaped<PathValues>({
  train: splitValues,
  test: splitValues,
  dl: float64s,
  squaredNorms: float64s,
})

const axis: Rule<Axis> = shaped<Axis>({ min: finite, max: finite, count })

/** Where a landscape is sampled. */
export const grid: Rule<Grid> = shaped<Grid>({ x: axis, y: axis })

/** Inner products of a basis. */
export const geometry: Rule<BasisGeometry> = shaped<BasisGeometry>({
  size: count,
  products: listOf(finite),
  differences: listOf(finite),
})

/** A plane over a basis. */
export const plane: Rule<Plane> = shaped<Plane>({
  origin: listOf(finite),
  u: listOf(finite),
  v: listOf(finite),
  uLength: finite,
  vLength: finite,
  degenerate: v.boolean(),
})
