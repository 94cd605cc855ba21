import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { neededEndpoints } from '../keys.ts'
import type { Results } from '../results.ts'
import type { Failure, StepRun } from '../state.ts'
import type { EndpointIndex } from './requests.ts'

const endpointNames = ['w1', 'w2', 'w3'] as const

/** The endpoints that the study needs and that diverged. */
export function divergedEndpoints(choices: Choices, { endpoints }: Results): readonly EndpointIndex[] {
  return neededEndpoints(choices).filter((index) => endpoints[index]?.diverged)
}

/** What of a step's foundations diverged, by name: `w1`, `w2`, `w3`, `curve`. Empty where it can be run. */
export function divergedFoundations(name: StepRun, choices: Choices, results: Results): readonly string[] {
  const ends = (indices: readonly EndpointIndex[]) =>
    indices.filter((index) => results.endpoints[index]?.diverged).map((index) => endpointNames[index])
  const curve = results.curve?.diverged ? ['curve'] : []
  switch (name) {
    case 'data':
    case 'endpoints':
      return []
    case 'curve':
      return ends([0, 1])
    case 'profile':
      return [...ends([0, 1]), ...curve]
    case 'landscape': {
      const modes = ends(neededEndpoints(choices))
      return choices.plane === 'modes' ? modes : [...modes, ...curve]
    }
  }
}

/** Says of a step why it was not run: what it builds on diverged. The profile has no step of its own to say it. */
export function noteDiverged(study: Study, name: StepRun, foundations: readonly string[]): void {
  if (name === 'profile') return
  const message = `diverged before: ${foundations.join(', ')}`
  const failure: Failure = { code: 'diverged', message, waitsFor: foundations }
  study.store.setState(({ failures }) => ({ failures: { ...failures, [name]: failure } }))
}
