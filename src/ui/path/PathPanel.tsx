import { useMemo } from 'react'
import { selectFrame } from '../../store/film/watching.ts'
import { freshnessOf } from '../../store/keys.ts'
import { type MovingPath, pathOfFrame, pathOfTraining } from '../../store/path/movingPath.ts'
import { selectProfile } from '../../store/path/pathSelectors.ts'
import { selectLoneSegment } from '../../store/running/runSegment.ts'
import { PanelExport } from '../exporting/PanelExport.tsx'
import { pathExports } from '../exporting/panelExports.ts'
import { followBehind } from '../followBehind.ts'
import { HonestyButton } from '../honesty/HonestyButton.tsx'
import { Part } from '../parts/Part.tsx'
import { FollowContext, useStudyState } from '../StudyContext.ts'
import { quantityLabel } from '../texts/options.ts'
import { pathTexts } from '../texts/path.ts'
import { PathCharts } from './PathCharts.tsx'
import { PathData } from './PathData.tsx'
import { PathFigures } from './PathFigures.tsx'
import classes from './path.module.css'
import { TimeSlider } from './TimeSlider.tsx'

/** The path of the film's moment, or of the curve in training once there is one, and a word for the moment. */
function useMoving(): { readonly moving: MovingPath | undefined; readonly moment: string } {
  const frame = useStudyState(selectFrame)
  const training = useStudyState(({ jobs, live }) =>
    jobs.curve && live.curve?.profile ? live.curve : undefined,
  )
  const kind = useStudyState(({ choices }) => choices.curve)
  const moving = useMemo(() => {
    if (frame) return pathOfFrame(frame)
    return training && pathOfTraining(training, kind)
  }, [frame, training, kind])
  return { moving, moment: moving ? pathTexts.moment(frame?.epoch) : '' }
}

/** Loss and accuracy from w₁ to w₂, on the curve and on the straight segment. */
export function PathPanel() {
  const choices = useStudyState((state) => state.choices)
  const { moving, moment } = useMoving()
  const { split, quantity, evaluationDecay } = choices
  const lone = useStudyState(selectLoneSegment)
  const evaluated = useStudyState((state) => selectProfile(state) !== undefined) || lone !== undefined
  const view = useMemo(() => ({ split, quantity, evaluationDecay }), [split, quantity, evaluationDecay])
  const stale = useStudyState(
    (state) =>
      !state.drag &&
      !selectLoneSegment(state) &&
      freshnessOf(state.choices, state.results).profile === 'stale',
  )
  const opening = useStudyState((state) => state.opening)
  const emptyText = opening ? '' : evaluated ? pathTexts.noValues : pathTexts.empty
  return (
    <section className={classes.panel} aria-label={pathTexts.title}>
      <div className={classes.head}>
        <h2>{pathTexts.title}</h2>
        {moving && <span className={classes.moment}>{moment}</span>}
        {stale && !moving && <span className={classes.tag}>{pathTexts.stale}</span>}
        <span className="quiet">{quantityLabel(choices)}</span>
        <PathData view={view} moving={moving} lone={lone} />
        <PanelExport {...pathExports} />
        <HonestyButton picture="profile" />
      </div>
      <Part name="path.charts">
        <PathCharts view={view} moving={moving} lone={lone} emptyText={emptyText} />
      </Part>
      <TimeSlider disabled={!evaluated} />
      <FollowContext value={followBehind}>
        <PathFigures view={view} moving={moving} lone={lone} />
      </FollowContext>
    </section>
  )
}
