import { Tabs } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import { setChoices } from '../../store/choices/editing.ts'
import { Part } from '../parts/Part.tsx'
import { Skeleton } from '../Skeleton.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { groupTexts, stageTexts } from '../texts/stage.ts'
import { type ExperimentGroup, groupOf, namesOf } from './experimentGroups.ts'
import classes from './experiments.module.css'

// A page that shows its landscape alone loads none of it.
const Experiments = lazy(async () => ({ default: (await import('./Experiments.tsx')).Experiments }))

const groups = Object.keys(groupTexts) as ExperimentGroup[]

/** The middle of the page: the landscape, or one of the experiments. */
export function Stage({ children }: { readonly children: ReactNode }) {
  const study = useStudy()
  const stage = useStudyState(({ choices }) => choices.stage)
  const change = (next: string | null) => {
    const group = groups.find((one) => one === next)
    const first = group && namesOf(group)[0]
    setChoices(study, { stage: first ?? 'landscape' })
  }
  return (
    <div className={classes.stage}>
      <Part name="experiments">
        <Tabs
          value={stage === 'landscape' ? stage : groupOf(stage)}
          onChange={change}
          className={classes.tabs}
        >
          <Tabs.List aria-label={stageTexts.tabs}>
            <Tabs.Tab value="landscape" className={classes.tab}>
              {stageTexts.landscape}
            </Tabs.Tab>
            {groups.map((group) => (
              <Tabs.Tab key={group} value={group} className={classes.tab}>
                {groupTexts[group]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      </Part>
      {stage === 'landscape' ? (
        children
      ) : (
        <Suspense fallback={<Skeleton part="experiment" />}>
          <Experiments name={stage} />
        </Suspense>
      )}
    </div>
  )
}
