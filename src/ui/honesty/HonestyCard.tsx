import { useMemo } from 'react'
import { sideState } from '../../store/comparing/sideState.ts'
import { findOddities } from '../../store/honesty/findOddities.ts'
import type { PictureFacts, PictureName, RangeOf } from '../../store/honesty/honestyFacts.ts'
import { selectPictureFacts } from '../../store/honesty/pictureFacts.ts'
import { chooseColorScale } from '../landscape/chooseColorScale.ts'
import { useStudyState } from '../StudyContext.ts'
import { backendTitle } from '../texts/backends.ts'
import {
  cellsSentence,
  distanceSentence,
  honestyTexts,
  odditySentence,
  recordedSentence,
  samplesSentence,
  seedsSentence,
  statisticsSentence,
} from '../texts/honesty.ts'
import type { ComparedSide } from './comparedSide.ts'
import { FactsCard } from './FactsCard.tsx'
import { pictureSentence } from './pictureSentence.ts'

const colorRange: RangeOf = (values, choices) => {
  const { lo, hi } = chooseColorScale(values, choices)
  return [lo, hi]
}

function listRows(
  facts: PictureFacts,
  picture: PictureName,
): readonly (readonly [name: string, text: string])[] {
  const { rows } = honestyTexts
  const { cells, pathPoints, samples, seeds, backend, recorded, shownDecay, distances, statistics } = facts
  const lost = pathPoints?.notFinite ?? 0
  return [
    ...(distances.length > 0 ? [[rows.distances, distanceSentence(distances, picture)] as const] : []),
    ...(cells ? [[rows.cells, cellsSentence(cells)] as const] : []),
    ...(pathPoints
      ? [
          [
            rows.points,
            `${pathPoints.count}, ${lost > 0 ? honestyTexts.notFinite(lost) : honestyTexts.finite}`,
          ] as const,
        ]
      : []),
    [rows.statistics, statisticsSentence(statistics)],
    [rows.regulariser, termSentence(shownDecay, picture)],
    [rows.samples, samplesSentence(samples)],
    [rows.seeds, seedsSentence(seeds)],
    [rows.backend, backend ? backendTitle(backend) : honestyTexts.unknown],
    ...(recorded ? [[rows.recorded, recordedSentence(recorded)] as const] : []),
  ]
}

function termSentence(shownDecay: number | undefined, picture: PictureName): string {
  if (shownDecay === undefined) return honestyTexts.noDecay
  return picture === 'landscape' || picture === 'profile'
    ? honestyTexts.decay(shownDecay)
    : honestyTexts.decayInPlane(shownDecay)
}

interface HonestyCardProps {
  readonly picture: PictureName
  readonly side?: ComparedSide | undefined
}

/** The facts of a picture, and the usual causes where it looks odd. */
export function HonestyCard({ picture, side }: HonestyCardProps) {
  const now = useStudyState((state) => state)
  const { facts, oddities, sentence } = useMemo(() => {
    const state = side ? sideState(now, side) : now
    const found = selectPictureFacts(state, picture, side ? () => side.range : colorRange)
    return {
      facts: found,
      oddities: findOddities(state, picture, found),
      sentence: pictureSentence(state, picture),
    }
  }, [now, picture, side])
  return (
    <FactsCard sentence={sentence} rows={listRows(facts, picture)} causes={oddities.map(odditySentence)} />
  )
}
