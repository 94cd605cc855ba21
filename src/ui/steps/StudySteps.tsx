import { useEffect, useState } from 'react'
import { isHidden } from '../../store/pageParts.ts'
import { Part } from '../parts/Part.tsx'
import { useStudyState } from '../StudyContext.ts'
import { CurveStep } from './CurveStep.tsx'
import { DataStep } from './DataStep.tsx'
import { EndpointsStep } from './EndpointsStep.tsx'
import { EnsemblesStep } from './EnsemblesStep.tsx'
import { LandscapeStep } from './LandscapeStep.tsx'
import { NetworkStep } from './NetworkStep.tsx'
import classes from './steps.module.css'

const steps = {
  data: DataStep,
  network: NetworkStep,
  endpoints: EndpointsStep,
  curve: CurveStep,
  landscape: LandscapeStep,
  ensembles: EnsemblesStep,
}

const stepNames = Object.keys(steps) as (keyof typeof steps)[]

/** The study as a column of steps, one of them open. */
export function StudySteps() {
  const [opened, setOpened] = useState<string | undefined>('curve')
  const hide = useStudyState(({ choices }) => choices.hide)
  // The only step that a lesson leaves is the one that it is about.
  useEffect(() => {
    const [seen, ...others] = stepNames.filter((name) => !isHidden(hide, `steps.${name}`))
    if (seen && others.length === 0) setOpened(seen)
  }, [hide])
  return (
    <div className={classes.column}>
      {Object.entries(steps).map(([name, Step]) => (
        <Part key={name} name={`steps.${name as keyof typeof steps}`}>
          <Step
            opened={opened === name}
            onToggle={() => setOpened((now) => (now === name ? undefined : name))}
          />
        </Part>
      ))}
    </div>
  )
}
