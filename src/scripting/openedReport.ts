import type { FilePlace, UnplacedReason } from '../store/files/assignments.ts'
import type { EndFinding, NetworkState, OpeningState, PreparedData } from '../store/files/openingState.ts'
import { IsthmusError } from './isthmusError.ts'

/** Names of ends in scripts. */
export type EndName = 'w1' | 'w2' | 'w3'

/** What was made of files that a script opened. */
export interface OpenedReport {
  readonly state: 'done'
  /** Each file in the order given: what it became; `place` where it is an end of the study, and `unused` where the curve has ends of its own. */
  readonly files: readonly {
    readonly name: string
    readonly role: FilePlace['role']
    readonly place?: EndName | 'unused'
  }[]
  /** The data set, if one was opened. */
  readonly data?: PreparedData
  /** The network of the checkpoints, and what their tensors could not tell, with the answers that were taken. */
  readonly network?: Pick<NetworkState, 'from' | 'family' | 'architecture' | 'parameterCount'> & {
    readonly questions: readonly TakenAnswer[]
  }
  /** Each end with its accuracies (shares) under the statistics of its file, as a sanity check. */
  readonly ends: readonly OpenedEnd[]
  /** What is worth a second look, such as classes that seem to be permuted. */
  readonly warnings: readonly string[]
}

/** A question that the tensors leave open. */
export interface TakenAnswer {
  readonly id: string
  readonly answer: unknown
  /** Whether it is a guess, and was not given to `open`. */
  readonly guessed: boolean
  readonly options?: readonly string[]
}

/** An end of the study from a file. */
export interface OpenedEnd extends Pick<EndFinding, 'name' | 'missing' | 'unexpected'> {
  readonly place: EndName
  readonly trainAccuracy?: number
  readonly testAccuracy?: number
}

/** Tells what an opening came to. */
export function reportOpening(state: OpeningState): OpenedReport {
  const { names, assignments, data, check } = state
  const findings = check.state === 'ready' ? check.ends : []
  return {
    state: 'done',
    files: assignments.places.map(({ role }, file) => {
      const name = names[file] ?? ''
      const finding = role === 'endpoint' ? findings.find((end) => end.file === file) : undefined
      return { name, role, ...(finding && { place: endName(finding) ?? 'unused' }) }
    }),
    ...(data.state === 'ready' && { data: data.data }),
    ...(state.network && { network: reportNetwork(state.network, state.answers) }),
    ends: findings.flatMap(reportEnd),
    warnings: listWarnings(state),
  }
}

function endName({ place }: EndFinding): EndName | undefined {
  return place === 0 ? undefined : `w${place}`
}

function reportNetwork(
  network: NetworkState,
  answers: OpeningState['answers'],
): NonNullable<OpenedReport['network']> {
  const { from, family, architecture, parameterCount, questions } = network
  return {
    from,
    family,
    ...(architecture && { architecture }),
    ...(parameterCount !== undefined && { parameterCount }),
    questions: questions.map((question) => ({
      id: question.id,
      answer: answers[question.id] ?? question.guess,
      guessed: answers[question.id] === undefined,
      ...(question.kind === 'choice' && { options: question.options }),
    })),
  }
}

function reportEnd(finding: EndFinding): OpenedEnd[] {
  const { name, missing, unexpected, train, test } = finding
  const place = endName(finding)
  if (!place) return []
  const accuracies = {
    ...(train !== undefined && { trainAccuracy: train }),
    ...(test !== undefined && { testAccuracy: test }),
  }
  return [{ name, place, missing, unexpected, ...accuracies }]
}

function listWarnings({ check, data }: OpeningState): string[] {
  const warnings: string[] = []
  if (data.state === 'ready' && data.data.leftOut > 0) {
    warnings.push(`${data.data.leftOut} rows with a missing cell were left out of the data`)
  }
  if (check.state !== 'ready') return warnings
  for (const { name, missing, unexpected } of check.ends) {
    if (missing.length > 0) warnings.push(`${name} lacks ${missing.join(', ')}`)
    if (unexpected.length > 0) warnings.push(`${name} has tensors without a place: ${unexpected.join(', ')}`)
  }
  if (check.permutation) {
    const { accuracy, classes } = check.permutation
    const share = `${(100 * accuracy).toFixed(1)} %`
    warnings.push(`the classes look permuted: as ${classes.join(', ')} they would be right in ${share}`)
  }
  return warnings
}

/** The first file that has no place in the study, as an error; undefined where all have one. */
export function findUnplaced({ names, assignments }: OpeningState): IsthmusError | undefined {
  for (const [file, place] of assignments.places.entries()) {
    if (place.role === 'none') return toError(names[file] ?? '', place)
  }
  return undefined
}

function toError(name: string, reason: UnplacedReason): IsthmusError {
  switch (reason.why) {
    case 'unknown':
      return new IsthmusError('format', `${name}: no format that is read here`)
    case 'unreadable':
      return new IsthmusError('format', `${name}: ${reason.message}`)
    case 'no-architecture':
      return new IsthmusError('format', `${name}: not the layers of a network: ${reason.message}`)
    case 'mismatch':
      return new IsthmusError(
        'shape-mismatch',
        `${name} is of another network than ${reason.other}: ${reason.message}`,
      )
    case 'no-network':
      return new IsthmusError('invalid-request', `${name}: no tensor of it could be a layer`)
    case 'missing-shards':
      return new IsthmusError('invalid-request', `${name} also needs ${reason.names.join(', ')}`)
    case 'flat-vector':
      return new IsthmusError(
        'invalid-request',
        `${name}: one vector of ${reason.length} numbers; open the layers of its network too`,
      )
    case 'fourth-endpoint':
      return new IsthmusError('invalid-request', `${name}: a study has three endpoints at most`)
    default:
      return new IsthmusError(
        'invalid-request',
        `${name} cannot be told from ${reason.first}: open one of them`,
      )
  }
}
