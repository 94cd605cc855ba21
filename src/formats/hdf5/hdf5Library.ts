import { boundHeap } from './boundHeap.ts'

/** What HDF5 says about a dataset; `chunks` is null unless it is stored in chunks, `shape` is null where it has no space. */
export interface Hdf5Metadata {
  readonly type: number
  readonly size: number
  readonly signed: boolean
  readonly vlen: boolean
  readonly shape: readonly number[] | null
  readonly chunks: readonly number[] | null
  readonly enum_type?: { readonly members: Readonly<Record<string, number>> }
  readonly virtual_sources?: readonly unknown[]
}

/** The part of h5wasm's module that is used; pointers and handles are its own. */
interface Hdf5Module {
  readonly HEAPU8: Uint8Array<ArrayBuffer>
  readonly FS: {
    createDataFile(...about: [string, string, Uint8Array, boolean, boolean, boolean]): unknown
    getStream(handle: number): unknown
    open(path: string, flags: string): unknown
    close(stream: unknown): void
    llseek(stream: unknown, offset: number, whence: number): void
    truncate(path: string, length: number): void
    unlink(path: string): void
    readFile(path: string, options: { encoding: 'utf8' }): string
  }
  open(...about: [path: string, mode: number, trackOrder: boolean, low: number, high: number]): bigint
  close_file(file: bigint): number
  get_names(file: bigint, path: string, recursive: boolean): string[]
  get_type(file: bigint, path: string): number
  get_symbolic_link(file: bigint, path: string): string | null
  get_external_link(file: bigint, path: string): { filename?: string }
  get_dataset_metadata(file: bigint, path: string): Hdf5Metadata
  get_dataset_filters(file: bigint, path: string): { id: number; name: string }[]
  get_dataset_data(
    ...about: [bigint, string, bigint[] | null, bigint[] | null, bigint[] | null, bigint]
  ): number
  _malloc(bytes: number): number
  _free(pointer: number): void
}

/** Part of a dataset: where it starts and how many elements it has along each axis. */
export interface Hdf5Slab {
  readonly start: readonly number[]
  readonly count: readonly number[]
}

/** An open HDF5 file. Methods throw Errors in the library's words; `close` frees its memory. */
export interface Hdf5File {
  /** Names of the links in a group. */
  names(path: string): readonly string[]
  /** What a link leads to; soft and external links are not followed. */
  kind(path: string): 'group' | 'dataset' | 'link' | 'other'
  describe(path: string): Hdf5Metadata
  filters(path: string): readonly { readonly id: number; readonly name: string }[]
  /** The bytes of a slab, little-endian, or of the whole dataset; `length` is their number by its metadata. */
  read(path: string, length: number, slab?: Hdf5Slab): Uint8Array<ArrayBuffer>
  close(): void
}

// A few hundred kilobytes of gzip can hold a gigabyte; a chunk of 64 MiB needs some four times as much to be read.
const mostHeapBytes = 384 * 2 ** 20
const errorLog = '/errors'
const errorStream = 2

let loading: Promise<Hdf5Module> | undefined
let opened = 0

/** Opens a file with h5wasm, the HDF5 library in WebAssembly, which is loaded at the first use. The bytes become the library's. */
export async function openHdf5(bytes: Uint8Array): Promise<Hdf5File> {
  loading ??= load()
  const library = await loading
  const name = `file${opened++}.h5`
  const path = `/${name}`
  library.FS.createDataFile('/', name, bytes, true, true, true)
  const file = library.open(path, 0, false, -1, -1)
  const discard = () => {
    // Frees the bytes even where a damaged file has left something of it open.
    library.FS.truncate(path, 0)
    library.FS.unlink(path)
  }
  if (file > 0n) return createFile(library, file, discard)
  discard()
  throw takeError(library)
}

async function load(): Promise<Hdf5Module> {
  const library = await boundHeap(start, 'H5Fopen', mostHeapBytes)
  // HDF5 explains itself on stderr only: keep it as a file, where the reason can be read and the console is spared.
  library.FS.close(library.FS.getStream(errorStream))
  library.FS.open(errorLog, 'w+')
  takeError(library)
  return library
}

async function start(): Promise<Hdf5Module> {
  const { ready } = await import('h5wasm')
  return (await ready) as unknown as Hdf5Module
}

function createFile(library: Hdf5Module, file: bigint, discard: () => void): Hdf5File {
  return {
    names: (path) => explain(library, () => library.get_names(file, path, false)),
    kind(path) {
      if (library.get_symbolic_link(file, path) !== null) return 'link'
      if (library.get_external_link(file, path).filename !== undefined) return 'link'
      const type = library.get_type(file, path)
      return type === 0 ? 'group' : type === 1 ? 'dataset' : 'other'
    },
    describe: (path) => explain(library, () => library.get_dataset_metadata(file, path)),
    filters: (path) => explain(library, () => library.get_dataset_filters(file, path)),
    read: (path, length, slab) =>
      withMemory(library, length, (pointer) => {
        const count = slab?.count.map(BigInt) ?? null
        const start = slab?.start.map(BigInt) ?? null
        const steps = count?.map(() => 1n) ?? null
        const status = library.get_dataset_data(file, path, count, start, steps, BigInt(pointer))
        if (status < 0) throw takeError(library)
        return library.HEAPU8.slice(pointer, pointer + length)
      }),
    close() {
      library.close_file(file)
      discard()
      takeError(library)
    },
  }
}

function withMemory<T>(library: Hdf5Module, length: number, use: (pointer: number) => T): T {
  const pointer = library._malloc(Math.max(1, length))
  if (pointer === 0) throw new Error(`no memory for ${length} bytes`)
  try {
    return use(pointer)
  } finally {
    library._free(pointer)
  }
}

/** Replaces h5wasm's own errors, which are all the same, by what HDF5 wrote about them. */
function explain<T>(library: Hdf5Module, ask: () => T): T {
  try {
    return ask()
  } catch {
    throw takeError(library)
  }
}

/** The innermost reason that HDF5 has given since the last call, as an error. */
function takeError(library: Hdf5Module): Error {
  const log = library.FS.readFile(errorLog, { encoding: 'utf8' })
  library.FS.truncate(errorLog, 0)
  library.FS.llseek(library.FS.getStream(errorStream), 0, 0)
  const reasons = [...log.matchAll(/\(\): (.*)$/gm)]
  return new Error(reasons.at(-1)?.[1]?.slice(0, 160) ?? 'the library gave no reason')
}
