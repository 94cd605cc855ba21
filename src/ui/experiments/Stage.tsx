import { SegmentedControl, Tabs } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { setChoices } from '../../store/editing.ts'
import { type ExperimentName, experimentNames } from '../../store/experiments/experimentNames.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import {
  type ExperimentGroup,
  experimentFrameTexts,
  experimentTexts,
  groupTexts,
} from '../texts/experiments.ts'
import classes from './experiments.module.css'

// A page that shows its landscape alone loads none of it.
const ExperimentView = lazy(async () => ({ default: (await import('./ExperimentView.tsx')).ExperimentView }))

const groups = Object.keys(groupTexts) as ExperimentGroup[]

function namesOf(group: ExperimentGroup): readonly ExperimentName[] {
  return experimentNames.filter((name) => experimentTexts[name].group === group)
}

function Experiments({ name }: { readonly name: ExperimentName }) {
  const study = useStudy()
  const siblings = namesOf(experimentTexts[name].group)
  const row = useRef<HTMLDivElement>(null)
  // The row may be wider than the page; what is chosen should not stay out of sight.
  useEffect(() => {
    const chosen = row.current?.querySelector(`input[value="${name}"]`)?.parentElement
    if (row.current && chosen) row.current.scrollLeft = chosen.offsetLeft - row.current.clientWidth / 4
  }, [name])
  return (
    <div className={classes.experiments}>
      {siblings.length > 1 && (
        <div ref={row} className={classes.siblings}>
          <SegmentedControl
            aria-label={experimentFrameTexts.choose}
            value={name}
            data={siblings.map((value) => ({ value, label: experimentTexts[value].title }))}
            onChange={(stage) => setChoices(study, { stage: stage as ExperimentName })}
          />
        </div>
      )}
      <Suspense fallback={null}>
        <ExperimentView name={name} />
      </Suspense>
    </div>
  )
}

/** The middle of the page: the landscape, or one of the experiments. */
export function Stage({ children }: { readonly children: ReactNode }) {
  const study = useStudy()
  const stage = useStudyState(({ choices }) => choices.stage)
  const tab = stage === 'landscape' ? stage : experimentTexts[stage].group
  const change = (next: string | null) => {
    const group = groups.find((one) => one === next)
    const first = group && namesOf(group)[0]
    setChoices(study, { stage: first ?? 'landscape' })
  }
  return (
    <div className={classes.stage}>
      <Tabs value={tab} onChange={change} className={classes.tabs}>
        <Tabs.List aria-label={experimentFrameTexts.tabs}>
          <Tabs.Tab value="landscape" className={classes.tab}>
            {experimentFrameTexts.landscape}
          </Tabs.Tab>
          {groups
            .filter((group) => namesOf(group).length > 0)
            .map((group) => (
              <Tabs.Tab key={group} value={group} className={classes.tab}>
                {groupTexts[group]}
              </Tabs.Tab>
            ))}
        </Tabs.List>
      </Tabs>
      {stage === 'landscape' ? children : <Experiments name={stage} />}
    </div>
  )
}
