import { useEffect } from 'react'
import { useStore } from 'zustand'
import { isHidden } from '../../store/link/pageParts.ts'
import { Part } from '../parts/Part.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { CurveStep } from './CurveStep.tsx'
import { DataStep } from './DataStep.tsx'
import { EndpointsStep } from './EndpointsStep.tsx'
import { EnsemblesStep } from './EnsemblesStep.tsx'
import { LandscapeStep } from './LandscapeStep.tsx'
import { NetworkStep } from './NetworkStep.tsx'
import { openedStep, openStep, type StepName, toggleStep } from './openedStep.ts'
import classes from './steps.module.css'

const steps = {
  data: DataStep,
  network: NetworkStep,
  endpoints: EndpointsStep,
  curve: CurveStep,
  landscape: LandscapeStep,
  ensembles: EnsemblesStep,
}

const stepNames = Object.keys(steps) as StepName[]

/** The study as a column of steps, one of them open. */
export function StudySteps() {
  const study = useStudy()
  const isLesson = useStudyState(({ lesson }) => lesson !== undefined)
  const opened = useStore(openedStep(study), ({ own, inLesson }) => (isLesson ? inLesson : own))
  const hide = useStudyState(({ choices }) => choices.hide)
  // The only step that a lesson leaves is the one that it is about.
  useEffect(() => {
    const [seen, ...others] = stepNames.filter((name) => !isHidden(hide, `steps.${name}`))
    if (seen && others.length === 0) openStep(study, seen)
  }, [study, hide])
  return (
    <div className={classes.column}>
      {stepNames.map((name) => {
        const Step = steps[name]
        return (
          <Part key={name} name={`steps.${name}`}>
            <Step opened={opened === name} onToggle={() => toggleStep(study, name)} />
          </Part>
        )
      })}
    </div>
  )
}
