import type { Divergence } from '../../protocol/training.ts'
import type { Failure, RunName } from '../../store/state.ts'

/** A training that blew up, with the name of what was trained. */
export interface NamedDivergence {
  readonly name: string
  readonly diverged: Divergence
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** A name at the start of a sentence; letters of the formulas stay as they are. */
function capital(name: string): string {
  return name.startsWith('the ') ? `T${name.slice(1)}` : name
}

/** Says which trainings blew up, when, and what was done. */
export function divergedText(runs: readonly NamedDivergence[]): string {
  const sentences = runs.map(({ name, diverged }, index) =>
    index === 0
      ? `${capital(name)} diverged: the loss became NaN in epoch ${diverged.epoch}.`
      : `So did ${name} in epoch ${diverged.epoch}.`,
  )
  return `${sentences.join(' ')} Training stopped, and the last finite weights are kept. Lower the learning rate.`
}

/** The steps at which they blew up, for whoever wants to know. */
export function divergedDetail(runs: readonly NamedDivergence[]): string {
  const steps = runs.map(({ name, diverged: { step } }) =>
    runs.length > 1 ? `${name} in step ${step}` : `step ${step}`,
  )
  const rates = [...new Set(runs.map(({ diverged }) => diverged.learningRate))]
  return `${steps.join(', ')}, learning rate ${rates.join(' and ')}`
}

/** What the button says that sets a learning rate which suits the data. */
export function setRateText(rate: number): string {
  return `Set it to ${rate}`
}

const shownNames: Readonly<Record<string, string>> = { w1: 'w₁', w2: 'w₂', w3: 'w₃', curve: 'the curve' }

/** Why a step waits because what it builds on diverged; undefined for other failures. */
export function waitsForText(run: RunName, { waitsFor }: Failure): string | undefined {
  if (!waitsFor) return undefined
  const reason = `${joined(waitsFor.map((name) => shownNames[name] ?? name))} diverged`
  return run === 'curve'
    ? `Not trained: ${reason}, so there are no two modes to join.`
    : `Not drawn: ${reason}.`
}

/** What the button says that runs a waiting step from the last finite weights. */
export const goOnText = 'Go on all the same'

/** In place of the first landscape where nothing can be drawn. */
export const divergedPlaneText =
  'Training diverged, so there is nothing to draw yet. Lower the learning rate in its step, and train again.'
