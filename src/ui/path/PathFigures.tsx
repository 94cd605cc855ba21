import { memo } from 'react'
import { selectProfile } from '../../store/path/pathSelectors.ts'
import type { ProfileResult } from '../../store/results.ts'
import { Part } from '../parts/Part.tsx'
import { useStudyState } from '../StudyContext.ts'
import { pathTexts } from '../texts/path.ts'
import { pathSentence } from '../texts/pictureSentences.ts'
import { EndStatistics } from './EndStatistics.tsx'
import { HereFigures } from './HereFigures.tsx'
import type { ChartProps } from './PathCharts.tsx'
import { PathTable } from './PathTable.tsx'
import classes from './path.module.css'

/** Whether a line has a gap that is not for want of an evaluation. */
function hasGap({ curve, segment }: Partial<Pick<ProfileResult, 'curve' | 'segment'>>): boolean {
  return [curve, segment].some((path) => path?.train.nll.some(Number.isNaN))
}

/** What the path comes to in figures: at t, from end to end, and at its ends under both statistics. */
export const PathFigures = memo(function PathFigures({ view, moving, lone }: Omit<ChartProps, 'emptyText'>) {
  const exact = useStudyState(selectProfile)
  const mode = useStudyState(({ choices }) => choices.batchNormMode)
  const profile = lone ? undefined : exact
  const evaluated = lone ?? profile
  return (
    <>
      {(profile || moving) && <HereFigures profile={profile} moving={moving} />}
      <Part name="path.table">
        {evaluated && <PathTable profile={evaluated} moving={moving} view={view} />}
      </Part>
      {evaluated && !moving && hasGap(evaluated) && <p className={classes.note}>{pathTexts.gaps}</p>}
      {evaluated && <p className={classes.note}>{pathSentence}</p>}
      {profile && !moving && <EndStatistics profile={profile} mode={mode} />}
    </>
  )
})
