import type { Architecture } from '../../core/networks/architecture.ts'
import type { Network, TensorSlot } from '../../core/networks/network.ts'
import { parseArchitecture } from '../../core/networks/parseArchitecture.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { ShapeError } from '../../core/networks/shapeError.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { Study } from '../context.ts'
import { classCountOf, dataFactsOf } from '../dataSets.ts'
import { architectureOf } from '../running/requests.ts'
import type { Choices } from './choices.ts'
import { setChoices } from './editing.ts'

/** Reads an architecture from JSON text or from what such a text holds. @throws EngineError `invalid-request` that names the place */
export function readArchitecture(json: unknown): Network {
  try {
    return parseArchitecture(typeof json === 'string' ? JSON.parse(json) : json)
  } catch (error) {
    if (error instanceof ShapeError || error instanceof SyntaxError)
      throw new EngineError('invalid-request', error.message)
    throw error
  }
}

/** Whether a network takes the inputs of the study's data and tells their classes apart. */
export function fitsData(choices: Choices, { architecture, classCount }: Network): boolean {
  const { inputShape } = dataFactsOf(choices)
  return architecture.input.join() === inputShape.join() && classCount === classCountOf(choices)
}

/**
 * Makes a network that fits the data the study's own, as one step of undo. Weights from files stay, as long as they have the
 * same places in it. @throws EngineError `shape-mismatch` where they have not
 */
export function chooseNetwork(study: Study, network: Network): void {
  const { choices } = study.store.getState()
  if (usesOpenedWeights(choices)) {
    const difference = compareLayouts(planNetwork(architectureOf(choices)), network)
    if (difference !== undefined) {
      throw new EngineError(
        'shape-mismatch',
        `the networks from files do not fit: ${difference}; open the files together with the architecture`,
      )
    }
  }
  setChoices(study, { network: 'custom', architecture: writeArchitecture(network.architecture) })
}

/** An architecture as choices hold it. */
function writeArchitecture(architecture: Architecture): string {
  return JSON.stringify(architecture)
}

function usesOpenedWeights({ opened1, opened2, opened3, openedCurve }: Choices): boolean {
  return [opened1, opened2, opened3, openedCurve].some((file) => file !== '')
}

/** The first place where flat weights or statistics of one network mean something else in another. */
function compareLayouts(present: Network, other: Network): string | undefined {
  const slots = ({ parameters, buffers }: Network) => [...parameters, ...buffers]
  const [ours, theirs] = [slots(present), slots(other)]
  for (let i = 0; i < Math.max(ours.length, theirs.length); i += 1) {
    const [a, b] = [ours[i], theirs[i]]
    if (a?.kind === b?.kind && a?.shape.join() === b?.shape.join()) continue
    return `${describeSlot(a)} of theirs, ${describeSlot(b)} of the architecture`
  }
  return undefined
}

function describeSlot(slot: TensorSlot | undefined): string {
  return slot ? `${slot.name} ${slot.shape.join('×')}` : 'nothing'
}
