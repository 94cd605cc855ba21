import { useMemo } from 'react'
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
import { FactsCard } from './FactsCard.tsx'

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

/** The facts of a picture, and the usual causes where it looks odd. */
export function HonestyCard({ picture }: { readonly picture: PictureName }) {
  const state = useStudyState((now) => now)
  const { facts, oddities } = useMemo(() => {
    const found = selectPictureFacts(state, picture, colorRange)
    return { facts: found, oddities: findOddities(state, picture, found) }
  }, [state, picture])
  return <FactsCard rows={listRows(facts, picture)} causes={oddities.map(odditySentence)} />
}
