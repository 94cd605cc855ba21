import { useMemo } from 'react'
import type { PublishedLayer, PublishedPlane } from '../../protocol/publishedResult.ts'
import {
  findLayer,
  layerName,
  listLayers,
  selectLayerName,
  selectPlane,
} from '../../store/published/publishedSelectors.ts'
import type { PublishedResults } from '../../store/results.ts'
import { useStudyState } from '../StudyContext.ts'

/** What is seen of the opened results. */
export interface ShownResults {
  readonly published: PublishedResults
  readonly plane: PublishedPlane | undefined
  /** Name of the layer that is seen; undefined where no file has any. */
  readonly name: string | undefined
  readonly layers: readonly PublishedLayer[]
}

/** The opened results and what is seen of them; undefined where none are open. */
export function usePublished(): ShownResults | undefined {
  const published = useStudyState(({ results }) => results.published)
  const split = useStudyState(({ choices }) => choices.split)
  const quantity = useStudyState(({ choices }) => choices.quantity)
  return useMemo(() => {
    if (!published) return undefined
    const plane = selectPlane(published)
    const all = [...(plane?.layers ?? []), ...published.paths.flatMap((path) => path.layers)]
    const layers = listLayers(published).flatMap((wanted) => findLayer({ layers: all }, wanted) ?? [])
    return { published, plane, layers, name: selectLayerName(published, { split, quantity }) }
  }, [published, split, quantity])
}

/** A layer by its name among those that are offered. */
export function shownLayer({
  layers,
  name,
}: Pick<ShownResults, 'layers' | 'name'>): PublishedLayer | undefined {
  return layers.find((layer) => layerName(layer) === name)
}
