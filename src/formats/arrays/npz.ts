import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-custom.js'
import type { Format } from '../format.ts'
import { FormatError } from '../formatError.ts'
import type { NamedTensor } from '../tensor.ts'
import { openZip } from '../zipArchive.ts'
import { readNpyData, writeNpy } from './npy.ts'
import { parseNpyHeader } from './npyHeader.ts'

/** NumPy's `.npz`: a zip of npy files, stored or deflated. Members that are no arrays of numbers are skipped with their name. */
export const npzFormat: Format = {
  name: 'npz',
  // A zip alone says little: PyTorch's files are zips too.
  matches: (head, file) => startsAsZip(head) && /\.npz$/i.test(file.name),
  async parse(file, progress) {
    const members = await openZip(file, 'npz')
    const tensors: NamedTensor[] = []
    const skipped: string[] = []
    const total = members.reduce((sum, { size }) => sum + size, 0)
    let done = 0
    for (const member of members) {
      const name = member.name.replace(/\.npy$/, '')
      if (name === member.name) skipped.push(`${member.name} (no array)`)
      else {
        const bytes = await member.read()
        const header = parseNpyHeader(bytes, `array ${name}`)
        if (header.element) tensors.push(readNpyData(bytes, header, name))
        else skipped.push(`${name} (type ${header.descr})`)
      }
      done += member.size
      progress?.(total > 0 ? done / total : 1)
    }
    return { kind: 'tensors', tensors, key: '', metadata: {}, skipped }
  },
}

/**
 * Writes tensors, in their order, as an uncompressed npz that `numpy.load` reads. Equal tensors give equal bytes: the dates
 * are those of `numpy.savez`, 1 January 1980. @throws FormatError where a name comes twice or a shape does not fit its data
 */
export async function writeNpz(tensors: readonly NamedTensor[]): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    level: 0,
    rawLastModDate: 0x210000,
    extendedTimestamp: false,
    dataDescriptor: false,
    useWebWorkers: false,
  })
  for (const tensor of tensors) {
    const bytes = writeNpy(tensor)
    try {
      await zip.add(`${tensor.name}.npy`, new Uint8ArrayReader(bytes))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      throw new FormatError('npz', `array ${tensor.name}`, message.charAt(0).toLowerCase() + message.slice(1))
    }
  }
  return await zip.close()
}

function startsAsZip(head: Uint8Array): boolean {
  // The second is an archive without members.
  return (
    head[0] === 0x50 &&
    head[1] === 0x4b &&
    ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
  )
}
