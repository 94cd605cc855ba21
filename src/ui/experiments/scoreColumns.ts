import type { RaceScore } from '../../store/experiments/values/raceValue.ts'
import { formatLoss } from '../texts/formatting.ts'

const percent = (value: number) => (value * 100).toFixed(2)

/** Columns of tables of scores, and how their values are written; their units stand in the heads. */
export const scoreColumns = [
  { name: 'error', write: percent },
  { name: 'nll', write: formatLoss },
  { name: 'calibrationError', write: percent },
] as const satisfies readonly { name: keyof RaceScore; write: (value: number) => string }[]
