import { type FileEntry, Reader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js/lib/zip-core-custom.js'
import type { FileSource } from './format.ts'
import { FormatError } from './formatError.ts'
import { hideSpareZip64 } from './hideSpareZip64.ts'

/** One file in a zip archive. */
export interface ZipMember {
  readonly name: string
  /** Bytes once inflated, by the directory; `read` gives exactly as many. */
  readonly size: number
  /** Reads the bytes: stored members as one slice of the file, others inflated with their checksum tested. */
  read(): Promise<Uint8Array<ArrayBuffer>>
}

const largestDirectoryBytes = 16 * 2 ** 20
const mostMembers = 20_000
const stored = 0
const deflated = 8

/**
 * Lists the files of a zip archive by its directory; nothing is inflated before a member is read.
 * @throws FormatError under the name `format` where the directory is damaged, has more than 20,000 entries or 16 MiB,
 * names a file twice, holds encrypted or oddly compressed files, or promises more bytes than 16 MiB + 64 × the file's
 */
export async function openZip(file: FileSource, format: string): Promise<readonly ZipMember[]> {
  const zip = new ZipReader(new SourceReader(await hideSpareZip64(file)), {
    useWebWorkers: false,
    checkCrc32: true,
  })
  const members = new Map<string, ZipMember>()
  const mostBytes = Math.min(2 ** 31, 16 * 2 ** 20 + 64 * file.size)
  let entries = 0
  let bytes = 0
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (++entries > mostMembers) throw new Error(`more than ${mostMembers} entries`)
      if (entry.directory) continue
      if (members.has(entry.filename)) throw new Error(`two files named ${entry.filename}`)
      bytes += checkedSize(entry, file)
      if (bytes > mostBytes) throw new Error(`its files would be over ${mostBytes} bytes once inflated`)
      members.set(entry.filename, createMember(entry, file, format))
    }
  } catch (error) {
    throw new FormatError(format, 'zip directory', messageOf(error))
  }
  return [...members.values()]
}

function checkedSize(entry: FileEntry, file: FileSource): number {
  const { filename, compressionMethod, compressedSize, uncompressedSize } = entry
  if (entry.encrypted) throw new Error(`encrypted: ${filename}`)
  if (compressionMethod !== stored && compressionMethod !== deflated)
    throw new Error(`compression ${compressionMethod} of ${filename} is not supported`)
  if (compressedSize > file.size) throw new Error(`${filename} ends beyond the file`)
  if (compressionMethod === stored && compressedSize !== uncompressedSize)
    throw new Error(`${filename} is stored in ${compressedSize} bytes but has ${uncompressedSize}`)
  return uncompressedSize
}

function createMember(entry: FileEntry, file: FileSource, format: string): ZipMember {
  const read = async () => {
    try {
      if (entry.compressionMethod !== stored) return await entry.getData(new Uint8ArrayWriter())
      // Checks the local header and that no other member read so far lies over this one, and finds where the data start.
      await entry.getData(new Uint8ArrayWriter(), { checkOverlappingEntryOnly: true })
      const start = entry.localDirectory?.dataOffset ?? Number.POSITIVE_INFINITY
      if (start + entry.compressedSize > file.size) throw new Error('it ends beyond the file')
      return await file.slice(start, start + entry.compressedSize)
    } catch (error) {
      throw new FormatError(format, `zip entry ${entry.filename}`, messageOf(error))
    }
  }
  return { name: entry.filename, size: entry.uncompressedSize, read }
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.charAt(0).toLowerCase() + message.slice(1)
}

/** Lets zip.js read a FileSource; refuses what a sound directory would never ask for. */
class SourceReader extends Reader<FileSource> {
  readonly #file: FileSource

  constructor(file: FileSource) {
    super(file)
    this.#file = file
    this.size = file.size
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (length > largestDirectoryBytes)
      return Promise.reject(new Error(`a directory of ${length} bytes is too large`))
    const start = Math.min(Math.max(index, 0), this.#file.size)
    return this.#file.slice(start, Math.min(start + Math.max(length, 0), this.#file.size))
  }
}
