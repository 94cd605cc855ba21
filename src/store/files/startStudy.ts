import type { Study } from '../context.ts'
import { estimateStudySeconds } from '../running/estimates.ts'
import { runAll, runStep } from '../running/runAll.ts'
import type { RunEnd } from '../state.ts'

/** A study that would train for longer than this waits for its button. */
const patientSeconds = 600

/** Runs a study around files that were just taken; one that would train for very long is described, and not started. */
export async function startStudy(study: Study): Promise<RunEnd> {
  const end = await runStep(study, 'data')
  if (end !== 'done') return end
  const state = study.store.getState()
  const { opened1, opened2, openedCurve } = state.choices
  const isGiven = [opened1, opened2, openedCurve].every((file) => file !== '')
  const seconds = isGiven ? undefined : estimateStudySeconds(state)
  if (seconds === undefined || seconds <= patientSeconds) return runAll(study)
  study.store.setState({ notice: { kind: 'long-study', seconds } })
  return 'done'
}
