import { useMemo } from 'react'
import { freshnessOf } from '../../store/keys.ts'
import type { View } from '../../store/landscapeSelectors.ts'
import { type MovingPath, pathOfFrame, pathOfTraining } from '../../store/movingPath.ts'
import { selectProfile } from '../../store/pathSelectors.ts'
import type { ProfileResult } from '../../store/results.ts'
import { selectLoneSegment } from '../../store/runSegment.ts'
import { selectFrame } from '../../store/watching.ts'
import { PanelExport } from '../exporting/PanelExport.tsx'
import { pathExports } from '../exporting/panelExports.ts'
import { useStudyState } from '../StudyContext.ts'
import { quantityLabel, quantityUnits } from '../texts/options.ts'
import { pathTexts } from '../texts/path.ts'
import { EndStatistics } from './EndStatistics.tsx'
import { HereFigures } from './HereFigures.tsx'
import { PathTable } from './PathTable.tsx'
import { ProfileChart } from './ProfileChart.tsx'
import classes from './path.module.css'
import { createSeries } from './profileSeries.ts'
import { TimeSlider } from './TimeSlider.tsx'

/** Test accuracy below whatever is shown; its error where it is shown itself. */
function secondView({ split, quantity, evaluationDecay }: View): View {
  return {
    split: 'test',
    quantity: quantity === 'accuracy' && split === 'test' ? 'error' : 'accuracy',
    evaluationDecay,
  }
}

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

/** Whether a line has a gap that is not for want of an evaluation. */
function hasGap({ curve, segment }: Partial<Pick<ProfileResult, 'curve' | 'segment'>>): boolean {
  return [curve, segment].some((path) => path?.train.nll.some(Number.isNaN))
}

/** Loss and accuracy from w₁ to w₂, on the curve and on the straight segment. */
export function PathPanel() {
  const choices = useStudyState((state) => state.choices)
  const drag = useStudyState((state) => state.drag)
  const results = useStudyState((state) => state.results)
  const kept = useStudyState((state) => state.kept)
  const { moving, moment } = useMoving()
  const { split, quantity, evaluationDecay, scale, t, batchNormMode } = choices
  const lone = useStudyState(selectLoneSegment)
  const profile = lone ? undefined : selectProfile({ drag, results })
  const evaluated = lone ?? profile
  const view = useMemo(() => ({ split, quantity, evaluationDecay }), [split, quantity, evaluationDecay])
  const second = useMemo(() => secondView(view), [view])
  const source = useMemo(
    () => ({ choices, kept, drag, results, moving, lone }),
    [choices, kept, drag, results, moving, lone],
  )
  const first = useMemo(() => createSeries(source, view), [source, view])
  const below = useMemo(() => createSeries(source, second), [source, second])
  const stale = useStudyState(
    (state) =>
      !state.drag &&
      !selectLoneSegment(state) &&
      freshnessOf(state.choices, state.results).profile === 'stale',
  )
  const emptyText = evaluated ? pathTexts.noValues : pathTexts.empty
  const shares = quantity === 'error' || quantity === 'accuracy'
  return (
    <section className={classes.panel} aria-label={pathTexts.title}>
      <div className={classes.head}>
        <h2>{pathTexts.title}</h2>
        {moving && <span className={classes.moment}>{moment}</span>}
        {stale && !moving && <span className={classes.tag}>{pathTexts.stale}</span>}
        <span className="quiet">{quantityLabel(choices)}</span>
      </div>
      <ProfileChart
        label={quantityLabel(choices)}
        unit={quantityUnits[quantity]}
        series={first}
        scale={shares ? 'linear' : scale}
        t={t}
        height={168}
        emptyText={emptyText}
      />
      <div className={classes.head}>
        <h3>{pathTexts.second(second.quantity)}</h3>
        <PanelExport {...pathExports} />
      </div>
      <ProfileChart
        label={quantityLabel(second)}
        unit={quantityUnits[second.quantity]}
        series={below}
        scale="linear"
        t={t}
        height={118}
        emptyText={emptyText}
      />
      <TimeSlider disabled={!profile} />
      {(profile || moving) && <HereFigures profile={profile} moving={moving} t={t} />}
      {evaluated && <PathTable profile={evaluated} moving={moving} view={view} />}
      {evaluated && !moving && hasGap(evaluated) && <p className={classes.note}>{pathTexts.gaps}</p>}
      {profile && !moving && <EndStatistics profile={profile} mode={batchNormMode} />}
    </section>
  )
}
