import { dtypeBytes } from '../dtypes.ts'
import type { FileSource } from '../format.ts'
import { FormatError } from '../formatError.ts'
import { openZip, type ZipMember } from '../zipArchive.ts'
import { parsePickle } from './pickle.ts'
import { largestPickleBytes, type TorchContainer, torch } from './torchContainer.ts'
import { knownTorchNames } from './torchValues.ts'

/**
 * Opens a file of torch.save since PyTorch 1.6: a zip with `<root>/data.pkl`, the storages as `<root>/data/<key>` and,
 * lately, `<root>/byteorder`. @throws FormatError where parts are missing or too large
 */
export async function openTorchZip(file: FileSource): Promise<TorchContainer> {
  const members = new Map((await openZip(file, torch)).map((member) => [member.name, member]))
  const pickle = findPickle(members)
  const root = pickle.name.slice(0, -'data.pkl'.length)
  if (pickle.size > largestPickleBytes)
    throw new FormatError(
      torch,
      pickle.name,
      `${pickle.size} bytes exceed the limit of ${largestPickleBytes}`,
    )
  const bigEndian = await readByteOrder(members.get(`${root}byteorder`))
  const { value, unknownNames } = parsePickle(await pickle.read(), { format: torch, known: knownTorchNames })
  return {
    value,
    unknownNames,
    bigEndian,
    async readStorage({ key, dtype, length }) {
      const member = members.get(`${root}data/${key}`)
      if (!member) throw new FormatError(torch, `storage ${key}`, `the file has no ${root}data/${key}`)
      const byteLength = length * dtypeBytes[dtype]
      if (member.size < byteLength)
        throw new FormatError(torch, `storage ${key}`, `it has ${member.size} bytes, expected ${byteLength}`)
      const bytes = await member.read()
      return bytes.length > byteLength ? bytes.subarray(0, byteLength) : bytes
    },
  }
}

function findPickle(members: ReadonlyMap<string, ZipMember>): ZipMember {
  const pickles = [...members.values()].filter(({ name }) => /(^|\/)data\.pkl$/.test(name))
  const [pickle] = pickles.sort((a, b) => a.name.length - b.name.length)
  if (pickle) return pickle
  throw new FormatError(torch, 'zip directory', 'the zip has no data.pkl, so torch.save did not write it')
}

async function readByteOrder(member: ZipMember | undefined): Promise<boolean> {
  if (!member) return false
  if (member.size > 16) throw new FormatError(torch, member.name, `${member.size} bytes are too many`)
  const order = new TextDecoder().decode(await member.read()).trim()
  if (order !== 'little' && order !== 'big')
    throw new FormatError(torch, member.name, `unknown byte order ${order}`)
  return order === 'big'
}
