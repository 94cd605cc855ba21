import { Button } from '@mantine/core'
import { freshnessOf } from '../store/keys.ts'
import { selectFailedStep } from '../store/running/failedStep.ts'
import { giveUpAll } from '../store/running/jobs.ts'
import { replayAll, runAll } from '../store/running/runAll.ts'
import classes from './app.module.css'
import { FlagChoice } from './controls/FlagChoice.tsx'
import { HiddenNote } from './parts/HiddenNote.tsx'
import { useStudy, useStudyState } from './StudyContext.ts'
import { footerTexts, originSentence } from './texts/footer.ts'
import { replaySentence } from './texts/replay.ts'
import { stepTitles } from './texts/steps.ts'

/** Whether everything is fresh, one button for what is not, and whether the numbers are those recorded. */
export function Footer() {
  const study = useStudy()
  const fresh = useStudyState(({ choices, results }) =>
    Object.values(freshnessOf(choices, results)).every((state) => state === 'fresh'),
  )
  const opening = useStudyState((state) => state.opening)
  const running = useStudyState(({ jobs }) => Object.keys(jobs).some((name) => name !== 'data'))
  const failed = useStudyState(selectFailedStep)
  const origin = useStudyState(({ choices }) => originSentence(choices))
  const replay = useStudyState(replaySentence)
  const fromRecording = useStudyState((state) => state.fromRecording)
  const run = () => {
    if (running || opening) return
    void (fresh ? replayAll(study, { watch: true }) : runAll(study, { watch: true }))
  }
  return (
    <footer className={classes.footer}>
      <span role="status" className={classes.overall}>
        {failed && !opening && !running && !fresh
          ? footerTexts.failed(stepTitles[failed])
          : footerTexts[opening ? 'opening' : running ? 'running' : fresh ? 'fresh' : 'stale']}
      </span>
      {/* Stays where it is while a run goes on, so that a press meant for it never falls on Cancel. */}
      <Button
        size="compact-xs"
        variant={fresh || opening ? 'subtle' : 'filled'}
        {...((running || opening) && { 'data-disabled': true })}
        aria-disabled={running || opening}
        onClick={run}
      >
        {!fresh && !opening
          ? footerTexts.runAll
          : fromRecording || opening
            ? footerTexts.trainHere
            : footerTexts.runAgain}
      </Button>
      {running && (
        <Button size="compact-xs" variant="subtle" onClick={() => giveUpAll(study)}>
          {footerTexts.cancel}
        </Button>
      )}
      <FlagChoice name="live" />
      <HiddenNote />
      <span className={classes.space} />
      <span className={classes.origin} role="status" title={origin}>
        {origin}
        {replay && ` · ${replay}`}
      </span>
    </footer>
  )
}
