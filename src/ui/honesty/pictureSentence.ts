import type { PictureName } from '../../store/honesty/honestyFacts.ts'
import { selectLandscape } from '../../store/landscape/landscapeSelectors.ts'
import { selectSampleKind } from '../../store/moment/selectMoment.ts'
import type { StudyState } from '../../store/state.ts'
import { momentSentences, pathSentence, planeSentences, surfaceSentences } from '../texts/pictureSentences.ts'

/** What a picture of the state shows and what it does not, as it is seen now; undefined of experiments, whose views begin with it. */
export function pictureSentence(state: StudyState, picture: PictureName): string | undefined {
  const { plane, surface, momentView } = state.choices
  switch (picture) {
    case 'landscape':
      return surface === 'none'
        ? planeSentences[selectLandscape(state)?.frame.kind ?? plane]
        : surfaceSentences[surface]
    case 'profile':
      return pathSentence
    case 'moment':
      return momentSentences[
        momentView === 'decision' && selectSampleKind(state) !== 'points' ? 'flips' : momentView
      ]
    default:
      return undefined
  }
}
