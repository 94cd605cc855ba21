import type { FileReader } from '../../client/createFileReader.ts'
import type { Architecture } from '../../core/networks/architecture.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { PublishedResult } from '../../protocol/publishedResult.ts'
import { newWeightsId, type Study } from '../context.ts'
import { openedNameOf } from '../dataSets.ts'
import type { Assignments, EndpointAssignment } from '../files/assignments.ts'
import type { LoadedNetworks } from '../files/loadNetworks.ts'
import type { ComparisonState } from '../files/openingState.ts'
import type { Comparison } from '../results.ts'
import { toFailure } from '../running/jobs.ts'
import { architectureOf } from '../running/requests.ts'

/** A comparison before the study has the data that it is made with. */
export type PreparedComparison = Omit<Comparison, 'problem' | 'found'>

/** Everything that decides whether a surface can be computed anew. */
export interface ComparisonRequest {
  readonly assignments: Assignments
  readonly names: readonly string[]
  readonly results: readonly PublishedResult[]
  /** The networks that were opened too, and what they are. */
  readonly loaded: LoadedNetworks | undefined
  readonly architecture: Architecture | undefined
}

interface Origin {
  readonly id: WeightsId
  readonly name: string
  readonly architecture: Architecture
  readonly checkpoint?: EndpointAssignment
}

/** Reads opened directions for the network that they start from, so that a surface can be computed anew. */
export async function prepareComparison(
  study: Study,
  reader: FileReader,
  request: ComparisonRequest,
): Promise<{ readonly state: ComparisonState; readonly comparison?: PreparedComparison }> {
  const { assignments, names } = request
  const file = assignments.directions
  if (file === undefined) return { state: { state: 'none' } }
  const directionFile = names[file] ?? ''
  const surface = findSurface(study, request, directionFile)
  const origin = findOrigin(study, request, directionFile)
  if (!surface) return { state: { state: 'failed', why: 'no-surface' } }
  if (!origin) return { state: { state: 'failed', why: 'no-network' } }
  const { architecture, checkpoint } = origin
  try {
    const directions = await reader.directions({
      file,
      architecture,
      ...(checkpoint && { checkpoint: checkpointOf(checkpoint) }),
    })
    if (surface.kind === 'plane' && directions.length < 2) {
      throw new RangeError(`${directionFile} has one direction, ${surface.name} was made along two`)
    }
    const basis = [origin.id]
    for (const direction of directions) {
      const id = newWeightsId(study, 'opened')
      await study.client.load({ id, ...direction })
      basis.push(id)
    }
    const comparison = { surface: surface.name, basis, network: origin.name }
    return { state: { state: 'ready', surface: surface.name, network: origin.name }, comparison }
  } catch (error) {
    return { state: { state: 'failed', why: 'misfit', message: toFailure(error).message } }
  }
}

function checkpointOf({ file, shards }: EndpointAssignment) {
  return { file, ...(shards && { shards }) }
}

/** The surface that tells of these directions, among the files and among the results that are open already; else the first. */
function findSurface(
  study: Study,
  { results }: ComparisonRequest,
  directionFile: string,
): PublishedResult | undefined {
  const { published } = study.store.getState().results
  const all = [...results, ...(published?.planes ?? []), ...(published?.paths ?? [])]
  const surfaces = all.filter(({ source }) => source === 'surface' || source === 'line')
  const named = surfaces.find((surface) => surface.directionFile?.split(/[/\\]/).at(-1) === directionFile)
  return named ?? surfaces[0]
}

/** The network whose file the directions are named after, else the first of the files, else w₁ of the study. */
function findOrigin(
  study: Study,
  { loaded, architecture, assignments }: ComparisonRequest,
  directionFile: string,
): Origin | undefined {
  if (loaded && architecture) {
    const used = loaded.found.filter(({ place }) => place !== 0)
    const found = used.find(({ name }) => directionFile.startsWith(name)) ?? used[0]
    const end = found && loaded.ends[found.place - loaded.firstPlace]
    if (!end) return undefined
    const checkpoint = assignments.endpoints.find(({ file }) => file === found.file)
    return { id: end.id, name: found.name, architecture, ...(checkpoint && { checkpoint }) }
  }
  const { choices, results } = study.store.getState()
  const first = results.endpoints[0]
  if (!first || assignments.data) return undefined
  const name = choices.opened1 === '' ? 'w₁' : openedNameOf(choices.opened1)
  return { id: first.id, name, architecture: architectureOf(choices) }
}
