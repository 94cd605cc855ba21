import type { ProfileSeries } from '../../charts/profileScales.ts'
import type { PublishedLayer, PublishedPath } from '../../protocol/publishedResult.ts'
import { findLayer, layerName, recomputedValues } from '../../store/published/publishedSelectors.ts'
import type { PublishedResults } from '../../store/results.ts'
import { publishedTexts } from '../texts/published.ts'

/** Paths that share an axis. */
export interface PathGroup {
  readonly source: PublishedPath['source']
  readonly paths: readonly PublishedPath[]
  readonly domain: readonly [number, number]
}

/** Paths by what they run over: t, networks of a chain, or steps along a direction. */
export function groupPaths(paths: readonly PublishedPath[]): PathGroup[] {
  const groups: PathGroup[] = []
  for (const source of ['curve', 'chain', 'line'] as const) {
    const own = paths.filter((path) => path.source === source)
    if (own.length === 0) continue
    const low = Math.min(...own.map(({ ts }) => ts[0] ?? 0))
    const high = Math.max(...own.map(({ ts }) => ts.at(-1) ?? 1))
    groups.push({ source, paths: own, domain: [low, high] })
  }
  return groups
}

/** Looks of the lines in their order: the first is the warm one. */
const kinds = ['curve', 'segment', 'kept'] as const

/** One line for each path that has the layer, and a dashed one for what the engine found. */
export function publishedLines(
  { paths }: PathGroup,
  { split, quantity }: Pick<PublishedLayer, 'split' | 'quantity'>,
  comparison: PublishedResults['comparison'],
): ProfileSeries[] {
  return paths.flatMap((path, index): ProfileSeries[] => {
    const layer = findLayer(path, layerName({ split, quantity }))
    if (!layer) return []
    const { name: label, ts } = path
    const kind = kinds[Math.min(index, kinds.length - 1)] ?? 'kept'
    const line = { id: label, label, kind, ts, values: layer.values }
    const found = comparison?.surface === label ? recomputedValues(comparison, layer) : undefined
    if (!found) return [line]
    return [
      line,
      { id: `${label} found`, label: publishedTexts.recomputed, kind: 'preview', ts, values: found },
    ]
  })
}
