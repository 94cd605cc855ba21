import type { TensorShape } from '../../core/networks/stateTensor.ts'
import type { FileSummary } from '../../protocol/fileReader.ts'

/** A checkpoint in several files. */
export interface ShardSet {
  /** The file that stands for all: the index, or the first part. */
  readonly file: number
  readonly shards: readonly number[]
  /** Names of parts that were not opened. */
  readonly missing: readonly string[]
  readonly tensors: readonly TensorShape[]
}

/** Checkpoints in shards: by their index, or, where that was not opened, by names such as `model-00001-of-00003.safetensors`. */
export function findShardSets(files: readonly FileSummary[]): ShardSet[] {
  const indexed = files.flatMap((file, number): ShardSet[] => {
    if (file.kind !== 'shard-index') return []
    return [toSet(files, { file: number, names: file.shards })]
  })
  const taken = new Set(indexed.flatMap(({ shards }) => shards))
  return [...indexed, ...numberedSets(files, taken)]
}

function toSet(
  files: readonly FileSummary[],
  { file, names }: { readonly file: number | undefined; readonly names: readonly string[] },
): ShardSet {
  const found = names.map((name) =>
    files.findIndex((other) => other.name === name && other.kind === 'tensors'),
  )
  const shards = found.filter((number) => number >= 0)
  const tensors = shards.flatMap((shard) => {
    const part = files[shard]
    return part?.kind === 'tensors' ? part.tensors : []
  })
  const missing = names.filter((_, i) => found[i] === -1)
  return { file: file ?? shards[0] ?? 0, shards, missing, tensors }
}

const numbered = /^(.+-)(\d{5})-of-(\d{5})(\.\w+)$/

/** More parts than any checkpoint that could be opened here has. */
const mostParts = 1000

function numberedSets(files: readonly FileSummary[], taken: ReadonlySet<number>): ShardSet[] {
  const sets = new Map<string, readonly string[]>()
  for (const [number, { name, kind }] of files.entries()) {
    const [, stem = '', , total = '', ending = ''] = numbered.exec(name) ?? []
    const count = Number(total)
    if (kind !== 'tensors' || taken.has(number) || stem === '' || count < 1 || count > mostParts) continue
    const part = (i: number) => `${stem}${String(i + 1).padStart(5, '0')}-of-${total}${ending}`
    sets.set(
      stem + total + ending,
      Array.from({ length: count }, (_, i) => part(i)),
    )
  }
  return [...sets.values()].map((names) => toSet(files, { file: undefined, names }))
}
