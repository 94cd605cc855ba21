import type { CurveKind } from '../../core/curves/curve.ts'
import type { Architecture } from '../../core/networks/architecture.ts'
import type { Choices } from '../choices/choices.ts'
import { setChoices } from '../choices/editing.ts'
import type { Study } from '../context.ts'
import { dataFactsOf, nothingOpened } from '../dataSets.ts'
import { leaveStudy } from '../leaveStudy.ts'
import { cancelAll } from '../running/jobs.ts'
import { architectureOf } from '../running/requests.ts'
import type { OpenedFiles, StudyState } from '../state.ts'
import type { LoadedNetworks } from './loadNetworks.ts'
import { missingFiles } from './openedFiles.ts'
import type { PreparedData } from './openingState.ts'

/** What an opening came to. */
export interface TakenFiles {
  readonly data: PreparedData | undefined
  /** Data that the networks say they were trained on, where none were opened. */
  readonly toldData?: Partial<Choices> | undefined
  /** Whether features of a table are brought to one scale, as suits networks that are trained here. */
  readonly standardize: boolean
  readonly networks: LoadedNetworks | undefined
  readonly architecture: Architecture | undefined
  readonly curveKind: CurveKind
}

/** Bends that can be selected by number. */
const mostBends = 8

/**
 * Makes what was opened part of the study, as one step of undo; another pair of networks begins a study of its own, and the one
 * before stays as it is kept. Where the choices wait for just these files, as after a link, they stay as they are.
 */
export function takeFiles(study: Study, taken: TakenFiles): void {
  const before = study.store.getState()
  const opened = addOpened(before.opened, taken)
  const awaited = missingFiles(before)
  const isAwaited = idsOf(taken).every((id) => awaited.some((file) => file.id === id))
  const choices = { ...before.choices, ...choicesOf(before, taken) }
  cancelAll(study)
  if (isAwaited) study.store.setState({ opened, fromRecording: false })
  else if (isAnother(before, choices, taken)) startAnother(study, choices, opened)
  else {
    study.store.setState({ opened, fromRecording: false })
    setChoices(study, choices)
  }
  const names = missingFiles(study.store.getState()).map(({ name }) => name)
  study.store.setState(({ notice }) => {
    if (notice?.kind !== 'files-missing') return { failures: {} }
    return { failures: {}, notice: names.length > 0 ? { kind: 'files-missing', names } : undefined }
  })
}

/** Whether the networks are others than those of the study, and no part of it: of another problem, or both ends. */
function isAnother({ choices, results }: StudyState, next: Choices, { networks }: TakenFiles): boolean {
  if (!networks || networks.firstPlace === 2 || results.endpoints.every((end) => end === undefined))
    return false
  const isPair = networks.ends.length > 1 && !networks.curve
  return (
    isPair ||
    (['data', 'openedData', 'network', 'architecture'] as const).some((name) => choices[name] !== next[name])
  )
}

function startAnother(study: Study, choices: Choices, opened: OpenedFiles): void {
  leaveStudy(study)
  // One step of undo leads to the study that was left.
  const { past } = study.store.getState()
  // What others published and what was asked of the networks before belong there.
  study.store.setState(({ results: { published: _, experiments: __, ...results } }) => ({ results }))
  study.store.setState({ opened, fromRecording: false })
  setChoices(study, choices)
  study.store.setState({ past, keeping: { state: 'changed' }, opening: false })
}

function idsOf({ data, networks }: TakenFiles): string[] {
  return [
    ...(data ? [data.id] : []),
    ...(networks?.ends.map(({ file }) => file) ?? []),
    ...(networks?.curve ? [networks.curve.file] : []),
  ]
}

function addOpened(opened: OpenedFiles, { data, networks }: TakenFiles): OpenedFiles {
  const ends = networks?.ends.map(({ file, id, parameterCount }) => [file, { id, parameterCount }] as const)
  const { curve } = networks ?? {}
  return {
    data: data && !opened.data.includes(data.id) ? [...opened.data, data.id] : opened.data,
    endpoints: { ...opened.endpoints, ...Object.fromEntries(ends ?? []) },
    curves: curve ? { ...opened.curves, [curve.file]: curve.controlPoints } : opened.curves,
  }
}

/** Choices that what was opened brings along. */
function choicesOf({ choices }: StudyState, taken: TakenFiles): Partial<Choices> {
  const { data, networks, architecture } = taken
  const fresh = { window: null, held: [], restarts: [], moreEpochs: [], selectedBend: 0 } as const
  const dataChoices: Partial<Choices> = data
    ? { data: 'opened', openedData: data.id, standardize: taken.standardize }
    : (taken.toldData ?? {})
  if (!networks || !architecture) {
    const keeps = choices.network === 'custom' && fits(choices, data)
    return { ...fresh, ...dataChoices, ...(!keeps && { ...nothingOpened, network: 'mlp' }) }
  }
  const [first, second, third] = networks.ends
  const joins = networks.firstPlace === 2
  const bends = (networks.curve?.controlPoints.length ?? 3) - 2
  return {
    ...fresh,
    ...dataChoices,
    network: 'custom',
    architecture: JSON.stringify(architecture),
    opened1: joins ? choices.opened1 : (first?.file ?? ''),
    opened2: (joins ? first?.file : second?.file) ?? '',
    opened3: third?.file ?? '',
    openedCurve: networks.curve?.file ?? '',
    plane: third && !networks.curve ? 'modes' : 'curve',
    ...(networks.curve && { curve: taken.curveKind, bends: Math.min(Math.max(bends, 1), mostBends) }),
  }
}

/** Whether the present network can go on with other data. */
function fits(choices: Choices, data: PreparedData | undefined): boolean {
  if (!data) return true
  const { classCount } = dataFactsOf(choices)
  return architectureOf(choices).input.join() === data.inputShape.join() && classCount === data.classCount
}
