import { SegmentedControl } from '@mantine/core'
import { setChoices } from '../../store/choices/editing.ts'
import type { ExperimentName } from '../../store/experiments/experimentNames.ts'
import { useStudy } from '../StudyContext.ts'
import { experimentFrameTexts, experimentTexts } from '../texts/experiments.ts'
import { ExperimentView } from './ExperimentView.tsx'
import { groupOf, namesOf } from './experimentGroups.ts'
import classes from './experiments.module.css'

/** One of the experiments, with the others of its tab to choose from. */
export function Experiments({ name }: { readonly name: ExperimentName }) {
  const study = useStudy()
  const siblings = namesOf(groupOf(name))
  return (
    <div className={classes.experiments}>
      {siblings.length > 1 && (
        <div className={classes.siblings} data-part="experiments">
          <SegmentedControl
            aria-label={experimentFrameTexts.choose}
            value={name}
            data={siblings.map((value) => ({ value, label: experimentTexts[value].title }))}
            onChange={(stage) => setChoices(study, { stage: stage as ExperimentName })}
          />
        </div>
      )}
      <ExperimentView name={name} />
    </div>
  )
}
