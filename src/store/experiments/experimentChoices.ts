import { numberKind, optionKind } from '../choiceKinds.ts'
import { row } from '../choiceRow.ts'
import { experimentNames } from './experimentNames.ts'

const seed = numberKind(0, 999_999, { integer: true })

/** Settings of the experiments, and what the middle of the page shows. */
export const experimentChoices = {
  stage: {
    ...row('stage', 'view', optionKind(['landscape', ...experimentNames] as const), 'landscape'),
    undoable: false,
  },
  /** Curves between the same endpoints, and the seed of the first of them; the others follow it. */
  manyCount: row('many', 'experiment', numberKind(2, 12, { integer: true }), 4),
  manySeed: row('manySeed', 'experiment', seed, 100),
} as const
