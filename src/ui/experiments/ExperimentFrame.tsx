import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ExperimentName } from '../../store/experiments/experimentNames.ts'
import { runExperiment } from '../../store/experiments/runExperiment.ts'
import { selectExperiment } from '../../store/experiments/selectExperiment.ts'
import { PanelExport } from '../exporting/PanelExport.tsx'
import { docsAddress } from '../help/docsAddress.ts'
import { HonestyButton } from '../honesty/HonestyButton.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { MoreSettings } from '../steps/MoreSettings.tsx'
import { StepProgress } from '../steps/StepProgress.tsx'
import { backendName } from '../texts/backends.ts'
import { experimentFrameTexts, experimentTexts } from '../texts/experiments.ts'
import { exportTexts } from '../texts/exporting.ts'
import { formatSeconds } from '../texts/formatting.ts'
import classes from './experiments.module.css'

interface ExperimentFrameProps {
  readonly name: ExperimentName
  /** Its settings. */
  readonly settings: ReactNode
  /** So many settings that a result would stand below them: they are folded away where there is one. */
  readonly folds?: boolean
  /** Why it cannot be run under the present choices. */
  readonly refusal?: string
  /** What it came to; it shows an empty state of its own. */
  readonly children: ReactNode
}

function State({ name }: Pick<ExperimentFrameProps, 'name'>) {
  const state = useStudyState((now) => selectExperiment(now, name).freshness)
  const result = useStudyState((now) => selectExperiment(now, name).result)
  if (state === 'stale') return <span className={classes.tag}>{experimentFrameTexts.stale}</span>
  if (!result) return <span className="quiet">{experimentFrameTexts.notRun}</span>
  const { elapsedMs, backend } = result
  return (
    <span className="quiet">
      {experimentFrameTexts.took(formatSeconds(elapsedMs / 1000), backendName(backend))}
    </span>
  )
}

/** Its settings, in sight as long as there is nothing else to see. */
function Settings({ name, settings, folds }: Pick<ExperimentFrameProps, 'name' | 'settings' | 'folds'>) {
  const study = useStudy()
  const rows = <div className={classes.settings}>{settings}</div>
  if (!folds) return rows
  const { freshness } = selectExperiment(study.store.getState(), name)
  return (
    <div>
      <MoreSettings texts={experimentFrameTexts.settings} startsOpen={freshness !== 'fresh'}>
        {rows}
      </MoreSettings>
    </div>
  )
}

/** What every experiment has: what it shows and what not, its settings, its button, its progress. */
export function ExperimentFrame({ name, settings, folds = false, refusal, children }: ExperimentFrameProps) {
  const study = useStudy()
  const { title, shows, doesNot, run, again, reading } = experimentTexts[name]
  const fresh = useStudyState((state) => selectExperiment(state, name).freshness === 'fresh')
  const running = useStudyState(({ jobs }) => jobs.experiment !== undefined)
  const own = useStudyState(({ experiment }) => experiment === name)
  return (
    <section className={classes.frame} aria-label={title}>
      <header className={classes.head}>
        <h2>{title}</h2>
        <span className={classes.state}>
          <State name={name} />
          <PanelExport what={exportTexts.outcome} names={[`${name}.npz`, `${name}.json`, `${name}.csv`]} />
          <HonestyButton picture={name} />
        </span>
      </header>
      <p className={classes.sentence}>
        {shows} <span className="quiet">{doesNot}</span>{' '}
        <a href={docsAddress(reading)} target="_blank" rel="noopener">
          {experimentFrameTexts.reading}
        </a>
      </p>
      {settings && <Settings {...{ name, settings, folds }} />}
      {refusal !== undefined && (
        <p className={classes.refusal} role="status">
          {refusal}
        </p>
      )}
      <div className={classes.actions}>
        <Button
          variant={fresh ? 'default' : 'filled'}
          disabled={(running && own) || refusal !== undefined}
          onClick={() => void runExperiment(study, name)}
        >
          {fresh ? again : run}
        </Button>
        {own && <StepProgress run="experiment" />}
      </div>
      {children}
    </section>
  )
}
