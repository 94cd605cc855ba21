import { dtypeBytes } from '../dtypes.ts'
import { type FileSource, type Format, largestFileBytes, type ReadProgress } from '../format.ts'
import { FormatError } from '../formatError.ts'
import type { NamedTensor } from '../tensor.ts'
import { findStateDict } from './stateDict.ts'
import { type TorchContainer, torch } from './torchContainer.ts'
import { openTorchLegacy, torchMagicBytes } from './torchLegacy.ts'
import { gatherTorchTensor } from './torchTensor.ts'
import type { TorchStorage, TorchTensor } from './torchValues.ts'
import { openTorchZip } from './torchZip.ts'

/**
 * Checkpoints of PyTorch (.pt, .pth, .bin), both layouts of torch.save. Nothing in them is executed: classes that are not
 * understood are left alone and named. Tensors of optimisers are not read.
 */
export const torchFormat: Format = {
  name: torch,
  matches(head, { name }) {
    if (isZip(head)) return /\.(pt|pth|ckpt)$/i.test(name) || firstMember(head).endsWith('data.pkl')
    return hasMagic(head) || (/\.(pt|pth)$/i.test(name) && (head[0] === 0x80 || isTar(head)))
  },
  async parse(file, progress) {
    if (file.size > largestFileBytes)
      throw new FormatError(torch, 'file', `${file.size} bytes exceed the limit of ${largestFileBytes}`)
    const head = await file.slice(0, Math.min(file.size, 512))
    if (isTar(head))
      throw new FormatError(
        torch,
        'file',
        'tar files of PyTorch before 0.1.10 are not supported; save it anew',
      )
    const container = isZip(head) ? await openTorchZip(file) : await openTorchLegacy(file)
    const { key, tensors, metadata, skipped } = findStateDict(container.value, torch)
    return {
      kind: 'tensors',
      tensors: await readTensors(container, tensors, { file, progress }),
      key,
      metadata,
      skipped: [...new Set([...skipped, ...container.unknownNames])],
    }
  },
}

/** Storage by storage, so that one that several tensors share is read once. */
async function readTensors(
  container: TorchContainer,
  tensors: ReadonlyMap<string, TorchTensor>,
  { file, progress }: { file: FileSource; progress: ReadProgress | undefined },
): Promise<NamedTensor[]> {
  const total = checkTotal(tensors, file)
  const read = new Map<string, NamedTensor>()
  let done = 0
  for (const group of groupByStorage(tensors)) {
    const longest = group
      .map(([, { storage }]) => storage)
      .reduce((a, b) => (byteLength(b) > byteLength(a) ? b : a))
    const bytes = await container.readStorage(longest)
    const how = { bigEndian: container.bigEndian, shared: group.length > 1 }
    for (const [name, tensor] of group) {
      const { shape, storage } = tensor
      read.set(name, { name, shape, dtype: storage.dtype, data: gatherTorchTensor(tensor, bytes, how) })
      done += tensor.size * dtypeBytes[storage.dtype]
    }
    progress?.(total > 0 ? done / total : 1)
  }
  return [...tensors.keys()].flatMap((name) => read.get(name) ?? [])
}

function groupByStorage(tensors: ReadonlyMap<string, TorchTensor>): Iterable<[string, TorchTensor][]> {
  const groups = new Map<string, [string, TorchTensor][]>()
  for (const [name, tensor] of tensors) {
    const group = groups.get(tensor.storage.key)
    if (group) group.push([name, tensor])
    else groups.set(tensor.storage.key, [[name, tensor]])
  }
  return groups.values()
}

function byteLength({ dtype, length }: TorchStorage): number {
  return length * dtypeBytes[dtype]
}

/** Strides of 0 and shared storages could make any size of a small file. */
function checkTotal(tensors: ReadonlyMap<string, TorchTensor>, file: FileSource): number {
  let total = 0
  for (const { size, storage } of tensors.values()) total += size * dtypeBytes[storage.dtype]
  const most = 2 ** 20 + 4 * file.size
  if (total > most)
    throw new FormatError(
      torch,
      'state dict',
      `its tensors would take ${total} bytes, over ${most} for such a file`,
    )
  return total
}

const text = new TextDecoder('latin1')

function isZip(head: Uint8Array): boolean {
  return text.decode(head.subarray(0, 4)) === 'PK\x03\x04'
}

function firstMember(head: Uint8Array): string {
  const length = (head[26] ?? 0) + 256 * (head[27] ?? 0)
  return text.decode(head.subarray(30, 30 + length))
}

/** The magic number comes after the opcode of the protocol and, from protocol 4, that of a frame; protocol 0 writes digits. */
function hasMagic(head: Uint8Array): boolean {
  const standsAt = (start: number) => torchMagicBytes.every((byte, i) => head[start + i] === byte)
  return standsAt(2) || standsAt(11) || text.decode(head.subarray(0, 25)) === 'L119547037146038801333356'
}

function isTar(head: Uint8Array): boolean {
  return text.decode(head.subarray(257, 262)) === 'ustar'
}
