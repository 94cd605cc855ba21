import * as v from 'valibot'
import type {
  PublishedLayer,
  PublishedPath,
  PublishedPlane,
  PublishedPoint,
} from '../../../protocol/publishedResult.ts'
import type { Comparison, PublishedResults } from '../../results.ts'
import { backendReport, problem } from './problemRules.ts'
import { bytes, finite, float64s, listOf, optional, type Rule, shaped, weightsId, words } from './shapes.ts'
import { bothSplits, grid } from './valueRules.ts'

const layer: Rule<PublishedLayer> = shaped<PublishedLayer>({
  split: v.picklist(['train', 'test']),
  quantity: v.picklist(['nll', 'loss', 'error', 'accuracy', 'min_eig', 'max_eig']),
  values: float64s,
  known: optional(bytes),
})

const point: Rule<PublishedPoint> = shaped<PublishedPoint>({ x: finite, y: finite })

const plane: Rule<PublishedPlane> = shaped<PublishedPlane>({
  kind: v.literal('plane'),
  source: v.picklist(['plane', 'surface', 'projection']),
  name: words,
  grid,
  layers: listOf(layer),
  controlPoints: listOf(point),
  path: listOf(point),
  ts: listOf(finite),
  directionFile: optional(words),
})

const path: Rule<PublishedPath> = shaped<PublishedPath>({
  kind: v.literal('path'),
  source: v.picklist(['curve', 'chain', 'line']),
  name: words,
  ts: float64s,
  dl: optional(float64s),
  layers: listOf(layer),
  directionFile: optional(words),
})

const comparison: Rule<Comparison> = shaped<Comparison>({
  surface: words,
  basis: listOf(weightsId),
  network: words,
  problem,
  found: optional(
    shaped<NonNullable<Comparison['found']>>({
      values: bothSplits,
      backend: backendReport,
      elapsedMs: finite,
    }),
  ),
})

/** Results of other programs. */
export const publishedResults: Rule<PublishedResults> = shaped<PublishedResults>({
  planes: listOf(plane),
  paths: listOf(path),
  place: v.picklist(['alone', 'beside']),
  shown: optional(words),
  layer: optional(words),
  comparison: optional(comparison),
})
