import type { RunName } from '../../store/state.ts'

/** Titles of the steps that run. */
export const stepTitles: Readonly<Record<RunName, string>> = {
  data: 'Data',
  endpoints: 'Endpoints',
  curve: 'Curve',
  profile: 'Path',
  landscape: 'Landscape',
}
