import { useMemo } from 'react'
import type { LiveProfile } from '../../protocol/training.ts'
import { freshnessOf } from '../../store/keys.ts'
import type { View } from '../../store/landscapeSelectors.ts'
import { selectProfile } from '../../store/pathSelectors.ts'
import { selectLoneSegment } from '../../store/runSegment.ts'
import type { StudyState } from '../../store/state.ts'
import { selectFrame } from '../../store/watching.ts'
import { useStudyState } from '../StudyContext.ts'
import { quantityLabel, quantityUnits } from '../texts/options.ts'
import { EndStatistics } from './EndStatistics.tsx'
import { HereFigures } from './HereFigures.tsx'
import { PathTable } from './PathTable.tsx'
import { ProfileChart } from './ProfileChart.tsx'
import classes from './path.module.css'
import { createSeries } from './profileSeries.ts'
import { TimeSlider } from './TimeSlider.tsx'

const emptyText = 'appears with the first curve'

/** Test accuracy below whatever is shown; its error where it is shown itself. */
function secondView({ split, quantity, evaluationDecay }: View): View {
  return {
    split: 'test',
    quantity: quantity === 'accuracy' && split === 'test' ? 'error' : 'accuracy',
    evaluationDecay,
  }
}

/** Profile of the film's moment, or of the curve in training. */
function selectLiveProfile(state: StudyState): LiveProfile | undefined {
  const frame = selectFrame(state)
  return frame ? frame.profile : state.jobs.curve ? state.live.curve?.profile : undefined
}

/** Loss and accuracy from w₁ to w₂, on the curve and on the straight segment. */
export function PathPanel() {
  const choices = useStudyState((state) => state.choices)
  const drag = useStudyState((state) => state.drag)
  const results = useStudyState((state) => state.results)
  const kept = useStudyState((state) => state.kept)
  const live = useStudyState(selectLiveProfile)
  const { split, quantity, evaluationDecay, scale, t, batchNormMode } = choices
  const lone = useStudyState(selectLoneSegment)
  const profile = lone ? undefined : selectProfile({ drag, results })
  const evaluated = lone ?? profile
  const view = useMemo(() => ({ split, quantity, evaluationDecay }), [split, quantity, evaluationDecay])
  const second = useMemo(() => secondView(view), [view])
  const source = useMemo(
    () => ({ choices, kept, drag, results, live, lone }),
    [choices, kept, drag, results, live, lone],
  )
  const first = useMemo(() => createSeries(source, view), [source, view])
  const below = useMemo(() => createSeries(source, second), [source, second])
  const stale = useStudyState(
    (state) =>
      !state.drag &&
      !selectLoneSegment(state) &&
      freshnessOf(state.choices, state.results).profile === 'stale',
  )
  const shares = quantity === 'error' || quantity === 'accuracy'
  return (
    <section className={classes.panel} aria-label="Along the path">
      <div className={classes.head}>
        <h2>Along the path</h2>
        {stale && <span className={classes.tag}>out of date</span>}
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
        <h3>{second.quantity === 'accuracy' ? 'Test accuracy' : 'Test error'}</h3>
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
      {profile && <HereFigures profile={profile} t={t} />}
      {evaluated && <PathTable profile={evaluated} view={view} />}
      {profile && <EndStatistics profile={profile} mode={batchNormMode} />}
    </section>
  )
}
