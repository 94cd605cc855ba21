import type { FileReader } from '../../client/createFileReader.ts'
import type { Architecture } from '../../core/networks/architecture.ts'
import type { ReadWeights } from '../../protocol/fileReader.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { newWeightsId, type Study } from '../context.ts'
import { openedEndpointOf } from '../running/requests.ts'
import type { Assignments } from './assignments.ts'
import { areEqual, type EndSource, placeEnds } from './placeEnds.ts'

/** One network of a file, held by the engine. */
export interface LoadedNetwork {
  /** As choices and links write it. */
  readonly file: string
  readonly id: WeightsId
  readonly parameterCount: number
}

/** The networks of all files together, held by the engine. */
export interface LoadedNetworks {
  /** w₁, w₂, w₃ as far as they come from files; from `firstPlace` on. */
  readonly ends: readonly LoadedNetwork[]
  readonly firstPlace: 1 | 2
  readonly curve?: { readonly file: string; readonly controlPoints: readonly WeightsId[] }
  /** What was found in each file of an endpoint, and of the curve's own ends where they are used. */
  readonly found: readonly FoundNetwork[]
}

export interface FoundNetwork {
  readonly name: string
  readonly file: number
  readonly place: 0 | 1 | 2 | 3
  readonly read: ReadWeights
}

/** Reads the weights of all checkpoints under an architecture and gives the engine those that are used. */
export async function loadNetworks(
  study: Study,
  reader: FileReader,
  {
    assignments,
    architecture,
    names,
    firstPlace,
  }: {
    readonly assignments: Assignments
    readonly architecture: Architecture
    readonly names: readonly string[]
    /** 2 where a lone checkpoint joins an endpoint that was opened before; else 1. */
    readonly firstPlace: 1 | 2
  },
): Promise<LoadedNetworks> {
  const endpoints: ReadWeights[] = []
  for (const { file, shards } of assignments.endpoints) {
    endpoints.push(await reader.weights({ file, ...(shards && { shards }), architecture }))
  }
  const curveFile = assignments.curve?.file
  const curve = curveFile === undefined ? undefined : await reader.curve({ file: curveFile, architecture })
  const placed = placeEnds(
    endpoints.map(({ weights }) => weights),
    curve?.controlPoints.map(({ weights }) => weights),
  )
  const readOf = (source: EndSource) =>
    (source.from === 'endpoint' ? endpoints[source.index] : curve?.controlPoints[source.point]) as ReadWeights
  const originOf = (source: EndSource) => {
    const file =
      source.from === 'endpoint' ? (assignments.endpoints[source.index]?.file ?? 0) : (curveFile ?? 0)
    return { file, name: names[file] ?? '', read: readOf(source) }
  }
  const ends: LoadedNetwork[] = []
  for (const [at, source] of placed.ends.entries()) {
    const read = readOf(source)
    const own = source.from === 'curve' ? await findOwn(study, at === 0 ? 0 : 1, read) : undefined
    ends.push(own ?? (await give(study, read)))
  }
  const found = [
    ...placed.ends.map((source, at) => ({ ...originOf(source), place: (at + firstPlace) as 1 | 2 | 3 })),
    ...placed.unused.map((index) => ({ ...originOf({ from: 'endpoint', index }), place: 0 as const })),
  ]
  if (!curve) return { ends, firstPlace, found }
  const bends: WeightsId[] = []
  for (const point of curve.controlPoints.slice(1, -1)) bends.push((await give(study, point)).id)
  const controlPoints = [ends[0]?.id, ...bends, ends[1]?.id].filter((id) => id !== undefined)
  return { ends, firstPlace, curve: { file: curve.id, controlPoints }, found }
}

/** The study's opened endpoint, where an end of a curve has exactly its weights: it stands for that end as one beside the curve does. */
async function findOwn(
  study: Study,
  index: 0 | 1,
  { weights }: ReadWeights,
): Promise<LoadedNetwork | undefined> {
  const { choices, opened } = study.store.getState()
  const file = openedEndpointOf(choices, index)
  const own = Object.hasOwn(opened.endpoints, file) ? opened.endpoints[file] : undefined
  if (own?.parameterCount !== weights.length) return undefined
  const held = await study.client.export(own.id)
  return areEqual(held.weights, weights) ? { file, ...own } : undefined
}

/** Gives the engine a network under a name of its own, unless an opening before did. */
async function give(study: Study, read: ReadWeights): Promise<LoadedNetwork> {
  const known = study.store.getState().opened.endpoints[read.id]
  if (known) return { file: read.id, ...known }
  const id = newWeightsId(study, 'opened')
  await study.client.load({ id, weights: read.weights, buffers: read.buffers })
  return { file: read.id, id, parameterCount: read.weights.length }
}
