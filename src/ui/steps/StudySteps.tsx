import { useState } from 'react'
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

/** The study as a column of steps, one of them open. */
export function StudySteps() {
  const [opened, setOpened] = useState<string | undefined>('curve')
  return (
    <div className={classes.column}>
      {Object.entries(steps).map(([name, Step]) => (
        <Step
          key={name}
          opened={opened === name}
          onToggle={() => setOpened((now) => (now === name ? undefined : name))}
        />
      ))}
    </div>
  )
}
