import { selectFrame } from '../../store/film/watching.ts'
import { selectLandscape } from '../../store/landscape/landscapeSelectors.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { planeAxes, trailTexts } from '../texts/planeKinds.ts'
import { trailsOf } from './landscapeView.ts'
import { TrailNames } from './TrailNames.tsx'
import classes from './trailLegend.module.css'

/** Names the trainings that are drawn in the plane, by their colours, and opens their numbers. */
export function TrailLegend() {
  const study = useStudy()
  const frame = useStudyState((state) =>
    state.live.curve || selectFrame(state) ? undefined : selectLandscape(state)?.frame,
  )
  if (!frame?.trails?.length) return null
  return (
    <div className={classes.legend}>
      <TrailNames names={trailsOf(frame)} />
      <DataButton
        what={trailTexts.data}
        make={({ tableOfTrails }) => {
          const shown = selectLandscape(study.store.getState())
          return shown ? tableOfTrails(trailsOf(shown.frame), planeAxes(shown.frame)) : []
        }}
        isSmall
      />
    </div>
  )
}
