import type { ColorScale } from '../../charts/colorScale.ts'
import type { PublishedLayer, PublishedResult } from '../../protocol/publishedResult.ts'
import { countPublished, findPublishedOddities } from '../../store/honesty/publishedOddities.ts'
import { FactsCard } from '../honesty/FactsCard.tsx'
import { HonestyPopover } from '../honesty/HonestyButton.tsx'
import { cellsSentence } from '../texts/honesty.ts'
import { quirkText, sourceTexts } from '../texts/published.ts'
import {
  publishedOdditySentence,
  publishedStatisticsTexts,
  publishedHonestyTexts as texts,
} from '../texts/publishedHonesty.ts'

interface PublishedHonestyProps {
  readonly result: PublishedResult
  readonly layer: PublishedLayer
  /** Of a plane: what gets colours of its own. */
  readonly color?: ColorScale
}

function Card({ result, layer, color }: PublishedHonestyProps) {
  const counts = countPublished(layer, color && [color.lo, color.hi])
  const oddities = findPublishedOddities(counts, result.kind === 'plane' ? result : undefined)
  const { rows } = texts
  const term = layer.quantity === 'loss' ? quirkText(result, layer) : texts.noTerm
  return (
    <FactsCard
      rows={[
        [rows.file, result.name],
        [rows.source, sourceTexts[result.source]],
        [rows.cells, cellsSentence(counts)],
        [rows.statistics, publishedStatisticsTexts[result.source]],
        [rows.regulariser, term],
        [rows.rest, texts.rest],
      ]}
      causes={oddities.map(publishedOdditySentence)}
    />
  )
}

/** One click from a picture of a file to what must be known before it is believed. */
export function PublishedHonesty(props: PublishedHonestyProps) {
  return (
    <HonestyPopover>
      <Card {...props} />
    </HonestyPopover>
  )
}
