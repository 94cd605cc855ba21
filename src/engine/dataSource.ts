import { augmentImages } from '../core/data/augmentImages.ts'
import { generateData } from '../core/data/dataGenerators.ts'
import type { Dataset } from '../core/data/dataset.ts'
import { splitRows } from '../core/data/splitRows.ts'
import { standardize } from '../core/data/standardize.ts'
import { parseOpenedData } from '../core/openedId.ts'
import { parseSafetensors, type SafetensorsFile } from '../formats/arrays/safetensors.ts'
import { FormatError } from '../formats/formatError.ts'
import type { LoadedData } from '../protocol/engineApi.ts'
import { EngineError } from '../protocol/engineError.ts'
import type { Attribution, DataSpec, GeneratedData, OpenedData, ShippedData } from '../protocol/problem.ts'
import { checkData, checkLoadedData } from './checkRequest.ts'

/** A data set as it was made or read (`raw`), as networks see it (`dataset`), and what is known of it. */
export interface SourcedData {
  readonly raw: Dataset
  readonly dataset: Dataset
  readonly classNames: readonly string[]
  readonly attribution?: Attribution
}

/** Makes or reads data sets, the last few of which are kept, and holds those that were opened from files. */
export interface DataSource {
  /** @throws EngineError `invalid-request`, `format`, and `internal` where a file cannot be fetched */
  get(spec: DataSpec): Promise<SourcedData>
  /** @throws EngineError `invalid-request` where the data are no classification data set */
  put(loaded: LoadedData): void
  remove(ids: readonly string[]): void
}

const keptCount = 4

/** `fetchBytes` reads a file of the app by its name relative to the base address, such as `data/iris.safetensors`. */
export function createDataSource(fetchBytes: (path: string) => Promise<Uint8Array>): DataSource {
  const kept = new Map<string, Promise<SourcedData>>()
  const opened = new Map<string, LoadedData>()
  return {
    async get(spec) {
      checkData(spec)
      const key = JSON.stringify(spec)
      const sourced =
        kept.get(key) ??
        augment(spec, spec.source === 'opened' ? takeOpened(spec, opened) : sourceData(spec, fetchBytes))
      kept.delete(key)
      kept.set(key, sourced)
      for (const oldest of [...kept.keys()].slice(0, -keptCount)) kept.delete(oldest)
      try {
        return await sourced
      } catch (error) {
        // The next try may have a network again.
        kept.delete(key)
        throw error
      }
    },
    put(loaded) {
      checkLoadedData(loaded)
      opened.set(loaded.id, loaded)
    },
    remove(ids) {
      for (const id of ids) {
        opened.delete(id)
        for (const key of kept.keys()) {
          const spec = JSON.parse(key) as DataSpec
          if (spec.source === 'opened' && spec.id === id) kept.delete(key)
        }
      }
    },
  }
}

/** The training images varied, where that is asked for; what was read stays as it was. @throws EngineError `invalid-request` without images */
async function augment(spec: DataSpec, sourcing: Promise<SourcedData>): Promise<SourcedData> {
  const sourced = await sourcing
  const wanted = 'augment' in spec ? spec.augment : undefined
  if (!wanted) return sourced
  try {
    return { ...sourced, dataset: augmentImages(sourced.dataset, wanted) }
  } catch (error) {
    if (error instanceof RangeError) throw new EngineError('invalid-request', error.message)
    throw error
  }
}

async function takeOpened(
  { id, standardize: standardizes }: OpenedData,
  opened: ReadonlyMap<string, LoadedData>,
): Promise<SourcedData> {
  const loaded = opened.get(id)
  if (!loaded) {
    throw new EngineError('file-missing', `file needed: ${parseOpenedData(id)?.name ?? (id || 'the data')}`)
  }
  const { dataset: raw, classNames } = loaded
  return { raw, classNames, dataset: standardizes ? standardize(raw) : raw }
}

async function sourceData(
  spec: GeneratedData | ShippedData,
  fetchBytes: (path: string) => Promise<Uint8Array>,
): Promise<SourcedData> {
  const read = isGenerated(spec)
    ? generate(spec)
    : readShipped(parseSafetensors(await fetchBytes(`data/${spec.source}.safetensors`)), spec)
  return { ...read, dataset: spec.standardize ? standardize(read.raw) : read.raw }
}

function isGenerated(spec: GeneratedData | ShippedData): spec is GeneratedData {
  return 'size' in spec
}

function generate({ source, standardize: _, ...spec }: GeneratedData): Omit<SourcedData, 'dataset'> {
  const raw = generateData({ generator: source, ...spec })
  const classNames = Array.from({ length: raw.classCount }, (_name, i) => String(i))
  return { raw, classNames }
}

function readShipped(file: SafetensorsFile, spec: ShippedData): Omit<SourcedData, 'dataset'> {
  const { metadata } = file
  const x = file.tensors.get('x')
  const y = file.tensors.get('y')
  if (!x || !y || x.dtype === 'I64' || y.dtype === 'I64') {
    throw new FormatError('safetensors', spec.source, 'expected number tensors x and y')
  }
  const scale = Number(metadata.scale ?? 1)
  const classNames: string[] = JSON.parse(metadata.classNames ?? '[]')
  const raw = splitRows(
    Float32Array.from(x.data, (value) => value * scale),
    Int32Array.from(y.data),
    {
      inputShape: x.shape.slice(1),
      classCount: classNames.length,
      testShare: spec.testShare,
    },
  )
  return { raw, classNames, attribution: readAttribution(metadata) }
}

function readAttribution(metadata: Readonly<Record<string, string>>): Attribution {
  const { title = '', source = '', sourceUrl = '', citation = '' } = metadata
  const { changes = '', licence = '', licenceUrl = '' } = metadata
  return { title, source, sourceUrl, citation, changes, licence, licenceUrl }
}

/** Makes the fetch that reads shipped files. @throws EngineError `internal` with the address and what the server said */
export function createFetchBytes(baseUrl: () => string): (path: string) => Promise<Uint8Array> {
  return async (path) => {
    const url = new URL(path, baseUrl())
    const response = await fetch(url).catch((error: unknown) => {
      throw new EngineError('internal', `cannot load ${url}: ${String(error)}`)
    })
    if (!response.ok) throw new EngineError('internal', `cannot load ${url}: status ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }
}
