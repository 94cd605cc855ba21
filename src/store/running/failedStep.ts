import type { StepRun, StudyState } from '../state.ts'

const order = ['data', 'endpoints', 'curve', 'profile', 'landscape'] as const

/** The first step that failed, behind which the others wait; undefined where none did. */
export function selectFailedStep({ failures }: Pick<StudyState, 'failures'>): StepRun | undefined {
  return order.find((run) => failures[run] !== undefined)
}
