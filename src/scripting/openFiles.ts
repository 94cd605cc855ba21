import type { Study } from '../store/context.ts'
import type { Opening } from '../store/files/createOpening.ts'
import { findObstacle, type Obstacle, type OpeningState } from '../store/files/openingState.ts'
import { runStep } from '../store/running/runAll.ts'
import { checkArguments } from './checkArguments.ts'
import type { Events } from './events.ts'
import { readGivenFiles, type ScriptFile } from './givenFiles.ts'
import { IsthmusError } from './isthmusError.ts'
import { findUnplaced, type OpenedReport, reportOpening } from './openedReport.ts'

/** What a script may say of files beside giving them; guesses are taken for the rest. */
export interface OpenOptions {
  /** Answers to the questions of a report, by their ids, such as `{ activation: 'tanh' }`. */
  readonly answers?: OpeningState['answers']
  /** Settings of the data set in place of those that are guessed: `label`, `split`, `normalization`. */
  readonly data?: Readonly<Record<string, unknown>>
  /** Family of a curve whose file does not tell. */
  readonly curve?: 'bezier' | 'chain'
}

const objectRule = {
  test: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value),
  wanted: 'an object',
}

/** What `open` works on. */
interface OpenScope {
  readonly study: Study
  readonly events: Events
  /** Aborted by `cancel`. */
  readonly signal: AbortSignal
  /** An architecture that waits for its files. */
  readonly architecture: File | undefined
}

/**
 * Opens files as the dialog would with its guesses, or with what `options` say in their place. Nothing changes unless every
 * file has its place. Trains and evaluates nothing. @throws IsthmusError
 */
export async function openScriptFiles(
  scope: OpenScope,
  given: ScriptFile | Iterable<ScriptFile>,
  options: OpenOptions | undefined,
): Promise<OpenedReport | { readonly state: 'cancelled' }> {
  const { study, signal, architecture } = scope
  const files = readGivenFiles(given)
  const rules = { answers: objectRule, data: objectRule, curve: ['bezier', 'chain'] }
  const checked = checkArguments<OpenOptions>('open', options, rules)
  const { openFiles } = await import('../store/files/openFiles.ts')
  if (signal.aborted) return { state: 'cancelled' }
  const opening = openFiles(study, architecture ? [...files, architecture] : files)
  const stop = () => opening.close()
  signal.addEventListener('abort', stop)
  const unfollow = opening.store.subscribe(({ progress, names }) => {
    if (!progress) return
    scope.events.emit('progress', { step: 'open', share: (progress.file + progress.share) / names.length })
  })
  try {
    await opening.settled()
    answer(opening, checked)
    await opening.settled()
    const state = opening.store.getState()
    if (signal.aborted) return { state: 'cancelled' }
    refuseObstacle(state)
    await opening.take({ run: false })
    await runStep(study, 'data')
    return reportOpening(state)
  } finally {
    unfollow()
    signal.removeEventListener('abort', stop)
    opening.close()
  }
}

function answer(opening: Opening, { answers, data, curve }: OpenOptions): void {
  const { request, phase } = opening.store.getState()
  if (phase !== 'choosing') return
  if (data && request) {
    const options = { ...request.options, ...data }
    opening.chooseDataset({ ...request, options } as typeof request)
  }
  for (const [id, value] of Object.entries(answers ?? {})) opening.answer(id, value)
  if (curve) opening.chooseCurve(curve)
}

/** @throws IsthmusError that says what keeps the files from being taken */
function refuseObstacle(state: OpeningState): void {
  if (state.failure !== undefined) throw new IsthmusError('format', state.failure)
  const unplaced = findUnplaced(state)
  if (unplaced) throw unplaced
  const obstacle = findObstacle(state)
  if (obstacle) throw toError(obstacle)
}

function toError(obstacle: Obstacle): IsthmusError {
  switch (obstacle.kind) {
    case 'busy':
      return new IsthmusError('internal', 'the files were not read to their end')
    case 'nothing':
      return new IsthmusError('invalid-request', 'there is nothing to open: neither data nor a network')
    case 'data':
      return new IsthmusError('format', `the data cannot be used: ${obstacle.message}`)
    case 'network':
      return new IsthmusError('shape-mismatch', `the network does not fit: ${obstacle.message}`)
    case 'check':
      return new IsthmusError('shape-mismatch', `the networks cannot be evaluated: ${obstacle.message}`)
    case 'newer-study':
      return new IsthmusError('unsupported', `the study was written by a newer page: ${obstacle.message}`)
    case 'damaged-study':
      return new IsthmusError('format', `the study is damaged: ${obstacle.message}`)
  }
}
