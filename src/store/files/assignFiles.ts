import { roleOf } from '../../core/data/pairImageFiles.ts'
import { compareStateDicts } from '../../core/inference/compareStateDicts.ts'
import { countParameters, isFlatVector } from '../../core/inference/flatVector.ts'
import type { Architecture } from '../../core/networks/architecture.ts'
import { parseArchitecture } from '../../core/networks/parseArchitecture.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { ShapeError } from '../../core/networks/shapeError.ts'
import type { TensorShape } from '../../core/networks/stateTensor.ts'
import type { FileSummary } from '../../protocol/fileReader.ts'
import {
  type Assignments,
  type DataAssignment,
  type EndpointAssignment,
  type FilePlace,
  noAssignments,
  type UnplacedReason,
} from './assignments.ts'
import { findShardSets } from './shardSets.ts'

type TableSummary = Extract<FileSummary, { readonly kind: 'table' }>

const mostEndpoints = 3

/**
 * Decides what each of several files is for, whatever their order: data, endpoints as they come, a curve, an architecture.
 * A flat vector is a network where one of so many parameters (`studyParameters` are those of the study) is known.
 * A file whose tensors are not those of the first network is refused with the first tensor that differs.
 */
export function assignFiles(
  files: readonly FileSummary[],
  { studyParameters }: { readonly studyParameters?: number } = {},
): Assignments {
  const study = files.findIndex(({ kind }) => kind === 'study')
  if (study >= 0) return assignStudy(files, study)
  const desk = new Desk(files, studyParameters)
  desk.placeResults()
  desk.placeShards()
  desk.placeData()
  for (const number of files.keys()) desk.placeCheckpoint(number)
  for (const number of files.keys()) desk.placeCurve(number)
  for (const number of files.keys()) desk.placeArchitecture(number)
  return desk.assignments()
}

/** A study is whole: what was given beside it is left alone, unless it could not be used anyhow. */
function assignStudy(files: readonly FileSummary[], study: number): Assignments {
  const first = files[study]?.name ?? ''
  const places = files.map((file, number): FilePlace => {
    if (number === study) return { role: 'study' }
    return unusable(file) ?? { role: 'none', why: 'beside-study', first }
  })
  return { ...noAssignments, places, study }
}

function unusable(file: FileSummary): FilePlace | undefined {
  if (file.kind === 'unknown') return { role: 'none', why: 'unknown' }
  if (file.kind === 'unreadable') return { role: 'none', why: 'unreadable', message: file.message }
  return undefined
}

class Desk {
  readonly #files: readonly FileSummary[]
  readonly #places: (FilePlace | undefined)[]
  readonly #endpoints: EndpointAssignment[] = []
  #data: DataAssignment | undefined
  #curve: Assignments['curve']
  #architecture: Assignments['architecture']
  readonly #results: number[] = []
  #directions: number | undefined

  readonly #studyParameters: number | undefined

  constructor(files: readonly FileSummary[], studyParameters: number | undefined) {
    this.#files = files
    this.#studyParameters = studyParameters
    this.#places = files.map(unusable)
  }

  placeResults(): void {
    for (const [number, file] of this.#files.entries()) {
      if (file.kind !== 'tensors' || !file.results) continue
      const { results } = file
      if (results.kind !== 'directions') {
        this.#places[number] = { role: 'results', results }
        this.#results.push(number)
      } else if (this.#directions === undefined) {
        this.#places[number] = { role: 'directions' }
        this.#directions = number
      } else this.#refuse(number, { why: 'second-directions', first: this.#name(this.#directions) })
    }
  }

  /** Files that are parts of one checkpoint. */
  placeShards(): void {
    for (const { file, shards, missing, tensors } of findShardSets(this.#files)) {
      const of = this.#name(file)
      for (const shard of shards) this.#places[shard] = { role: 'shard', of }
      if (missing.length > 0) this.#refuse(file, { why: 'missing-shards', names: missing })
      else this.#addEndpoint(file, { file, shards, tensors })
    }
  }

  /** One data set: arrays and images before tables, since any text can be read as one. */
  placeData(): void {
    const groups = [...this.#arrays(), ...this.#images()].sort((a, b) => firstOf(a) - firstOf(b))
    const [chosen, ...others] = [...groups, ...this.#tables()]
    if (!chosen) return
    this.#data = chosen
    for (const file of filesOf(chosen)) this.#places[file] = { role: 'data' }
    const first = this.#name(firstOf(chosen))
    for (const file of others.flatMap(filesOf)) this.#refuse(file, { why: 'second-data', first })
  }

  placeCheckpoint(number: number): void {
    const file = this.#files[number]
    if (this.#places[number] || file?.kind !== 'tensors' || file.curve) return
    const { tensors } = file
    if (isFlatVector(tensors)) this.#addVector(number, tensors)
    else if (!tensors.some(({ shape }) => shape.length >= 2)) this.#refuse(number, { why: 'no-network' })
    else this.#addEndpoint(number, { file: number, tensors })
  }

  placeCurve(number: number): void {
    const file = this.#files[number]
    if (this.#places[number] || file?.kind !== 'tensors' || !file.curve) return
    if (this.#curve) {
      this.#refuse(number, { why: 'second-curve', first: this.#name(this.#curve.file) })
      return
    }
    const mismatch = this.#compare(file.curve.tensors)
    if (mismatch) this.#refuse(number, mismatch)
    else {
      this.#curve = { file: number, curve: file.curve }
      this.#places[number] = { role: 'curve' }
    }
  }

  placeArchitecture(number: number): void {
    const file = this.#files[number]
    if (this.#places[number] || file?.kind !== 'json') return
    if (this.#architecture) {
      this.#refuse(number, { why: 'second-architecture', first: this.#name(this.#architecture.file) })
      return
    }
    try {
      const { architecture } = parseArchitecture(file.value)
      this.#architecture = { file: number, architecture }
      this.#places[number] = { role: 'architecture' }
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error
      this.#refuse(number, { why: 'no-architecture', message: error.message })
    }
  }

  assignments(): Assignments {
    const told = this.#toldArchitecture()
    return {
      places: this.#places.map((place) => place ?? { role: 'none', why: 'unknown' }),
      endpoints: this.#endpoints,
      results: this.#results,
      ...(this.#directions !== undefined && { directions: this.#directions }),
      ...(this.#data && { data: this.#data }),
      ...(this.#curve && { curve: this.#curve }),
      ...(this.#architecture && { architecture: this.#architecture }),
      ...(told && { told }),
      links: this.#toldLinks(),
    }
  }

  #toldLinks(): string[] {
    const numbers = [...this.#endpoints.map(({ file }) => file), ...(this.#curve ? [this.#curve.file] : [])]
    return numbers.flatMap((number) => {
      const file = this.#files[number]
      return file?.kind === 'tensors' && file.link !== undefined ? [file.link] : []
    })
  }

  #toldArchitecture(): Architecture | undefined {
    const file = this.#files[this.#endpoints[0]?.file ?? this.#curve?.file ?? -1]
    if (file?.kind !== 'tensors' || file.architecture === undefined) return undefined
    try {
      return parseArchitecture(file.architecture).architecture
    } catch (error) {
      // Nobody asked for it: the tensors are asked instead.
      if (error instanceof ShapeError) return undefined
      throw error
    }
  }

  #addEndpoint(number: number, endpoint: EndpointAssignment): void {
    const mismatch = this.#compare(endpoint.tensors)
    if (mismatch) this.#refuse(number, mismatch)
    else if (this.#endpoints.length >= mostEndpoints) this.#refuse(number, { why: 'fourth-endpoint' })
    else {
      this.#places[number] = { role: 'endpoint', index: this.#endpoints.length }
      this.#endpoints.push(endpoint)
    }
  }

  /** A vector says nothing of its layers: another file must, or the study's own network fits. */
  #addVector(number: number, tensors: readonly TensorShape[]): void {
    const fits = this.#knownCounts().has(countParameters(tensors))
    if (fits) this.#addEndpoint(number, { file: number, tensors })
    else this.#refuse(number, { why: 'flat-vector', length: countParameters(tensors) })
  }

  /** Numbers of parameters of networks that are known, from files in any order and from the study. */
  #knownCounts(): Set<number | undefined> {
    const counts = this.#files.map((file) => {
      if (file.kind === 'json') return countLayers(file.value)
      return file.kind === 'tensors' && !isFlatVector(file.tensors)
        ? countParameters(file.curve?.tensors ?? file.tensors)
        : undefined
    })
    const whole = this.#endpoints.map((endpoint) => countParameters(endpoint.tensors))
    return new Set([this.#studyParameters, ...counts, ...whole])
  }

  /** Why tensors are not of the network of the first endpoint, if they are not. */
  #compare(tensors: readonly TensorShape[]): UnplacedReason | undefined {
    const first = this.#endpoints.find((endpoint) => !isFlatVector(endpoint.tensors))
    const difference = first && !isFlatVector(tensors) && compareStateDicts(first.tensors, tensors)
    if (!first || !difference) return undefined
    return { why: 'mismatch', other: this.#name(first.file), message: difference.message }
  }

  #arrays(): DataAssignment[] {
    return this.#files.flatMap((file, number) => {
      if (this.#places[number] || file.kind !== 'tensors' || !file.arrays) return []
      return [{ kind: 'arrays', file: number, arrays: file.arrays }]
    })
  }

  #tables(): DataAssignment[] {
    const tables = this.#files.flatMap((file, number) =>
      file.kind === 'table' ? [{ file: number, table: file }] : [],
    )
    const columnsOf = ({ columns }: TableSummary) =>
      columns
        .map(({ name }) => name)
        .sort()
        .join('\n')
    const [first = tables[0]] = tables.filter(({ table }) => roleOf(table.name) === 'train')
    if (!first) return []
    const test = tables.find(
      ({ table }) => roleOf(table.name) === 'test' && columnsOf(table) === columnsOf(first.table),
    )
    const others = tables.filter((table) => table !== first && table !== test)
    return [
      { kind: 'table', ...first, ...(test && test !== first && { test: test.file }) },
      ...others.map((table) => ({ kind: 'table', ...table }) as const),
    ]
  }

  #images(): DataAssignment[] {
    const files: number[] = []
    let hasTest = false
    let channels = 0
    for (const [number, file] of this.#files.entries()) {
      if (file.kind !== 'images' && file.kind !== 'labels' && file.kind !== 'labelled-images') continue
      files.push(number)
      hasTest ||= file.isTest && file.kind !== 'labels'
      channels ||= file.channels
    }
    return files.length > 0 ? [{ kind: 'images', files, hasTest, channels }] : []
  }

  #refuse(number: number, reason: UnplacedReason): void {
    this.#places[number] = { role: 'none', ...reason }
  }

  #name(number: number): string {
    return this.#files[number]?.name ?? ''
  }
}

/** Parameters of an architecture; undefined where the JSON is none. */
function countLayers(value: unknown): number | undefined {
  try {
    return planNetwork(parseArchitecture(value).architecture).parameterCount
  } catch (error) {
    if (error instanceof ShapeError) return undefined
    throw error
  }
}

function filesOf(data: DataAssignment): readonly number[] {
  if (data.kind === 'images') return data.files
  return data.kind === 'table' && data.test !== undefined ? [data.file, data.test] : [data.file]
}

function firstOf(data: DataAssignment): number {
  return filesOf(data)[0] ?? 0
}
