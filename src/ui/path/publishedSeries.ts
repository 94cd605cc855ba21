import type { ProfileSeries } from '../../charts/profileScales.ts'
import type { View } from '../../store/landscape/landscapeSelectors.ts'
import { findLayer, layerName } from '../../store/published/publishedSelectors.ts'
import type { PublishedResults } from '../../store/results.ts'
import { publishedTexts } from '../texts/published.ts'

/** Lines of opened results that run over t, kept beside those of the study under the names of their files. */
export function publishedSeries(published: PublishedResults | undefined, view: View): ProfileSeries[] {
  if (published?.place !== 'beside') return []
  return published.paths.flatMap((path): ProfileSeries[] => {
    const layer = findLayer(path, layerName(view))
    const isOverT = path.ts[0] === 0 && path.ts.at(-1) === 1
    if (!layer || !isOverT) return []
    const label = publishedTexts.beside(path.name, view.quantity)
    return [{ id: `published-${path.name}`, label, kind: 'kept', ts: path.ts, values: layer.values }]
  })
}
