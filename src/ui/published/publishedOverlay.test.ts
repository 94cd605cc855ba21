import { expect, it } from 'vitest'
import type { PublishedPlane } from '../../protocol/publishedResult.ts'
import { groupPaths, publishedLines } from './publishedLines.ts'
import { createPublishedOverlay } from './publishedOverlay.ts'

const axis = { min: -1, max: 1, count: 2 }
const plane: PublishedPlane = {
  kind: 'plane',
  source: 'plane',
  name: 'plane.npz',
  grid: { x: axis, y: axis },
  layers: [],
  controlPoints: [
    { x: 0, y: 0 },
    { x: 0.5, y: 1 },
    { x: 1, y: 0 },
  ],
  path: [{ x: 0, y: 0 }],
  ts: [0],
}
const shown = (...planes: readonly PublishedPlane[]) => ({ planes, paths: [], place: 'alone' }) as const

it('puts ends and bends where a curve has them, as marks that nobody can take', () => {
  const overlay = createPublishedOverlay(shown(plane), plane)
  expect(overlay.fixed).toBe(true)
  expect(overlay.endpoints.map(({ label, x }) => [label, x])).toEqual([
    ['w₁', 0],
    ['w₂', 1],
  ])
  expect(overlay.bends).toEqual([{ x: 0.5, y: 1, label: 'bend', selected: true }])
})

it('names three modes where there is no curve', () => {
  const modes = { ...plane, path: [], ts: [] }
  const { endpoints, bends } = createPublishedOverlay(shown(modes), modes)
  expect(endpoints.map(({ label }) => label)).toEqual(['w₁', 'w₂', 'w₃'])
  expect(bends).toEqual([])
})

it('draws a trajectory into a surface, from its start to the origin', () => {
  const surface: PublishedPlane = { ...plane, source: 'surface', name: 's.h5', controlPoints: [], path: [] }
  const path = [
    { x: -1, y: 0.5 },
    { x: 0, y: 0 },
  ]
  const projection: PublishedPlane = { ...surface, source: 'projection', name: 'p.h5', path }
  const { endpoints, curve } = createPublishedOverlay(shown(surface, projection), surface)
  expect(endpoints.map(({ label }) => label)).toEqual(['start', 'end'])
  expect(curve).toEqual(path)
  expect(createPublishedOverlay(shown(surface), surface).endpoints).toEqual([{ x: 0, y: 0, label: 'origin' }])
})

it('draws paths that share an axis together', () => {
  const path = (name: string, source: 'curve' | 'line', ts: readonly number[]) => ({
    kind: 'path' as const,
    source,
    name,
    ts: Float64Array.from(ts),
    layers: [{ split: 'train', quantity: 'nll', values: Float64Array.from(ts) } as const],
  })
  const groups = groupPaths([
    path('a', 'curve', [0, 1]),
    path('b', 'line', [-1, 1]),
    path('c', 'curve', [0, 1]),
  ])
  expect(groups.map(({ source, domain, paths }) => [source, domain, paths.length])).toEqual([
    ['curve', [0, 1], 2],
    ['line', [-1, 1], 1],
  ])
  const [curves] = groups
  if (!curves) throw new Error('no curves')
  const layer = { split: 'train', quantity: 'nll' } as const
  expect(publishedLines(curves, layer, undefined).map(({ id, kind }) => [id, kind])).toEqual([
    ['a', 'curve'],
    ['c', 'segment'],
  ])
  expect(publishedLines(curves, { ...layer, split: 'test' }, undefined)).toEqual([])
})
