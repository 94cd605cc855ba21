import { FormatError } from '../formatError.ts'
import type { NamedTensor } from '../tensor.ts'

/** The index of a checkpoint that is spread over several safetensors files: which file holds which tensor. */
export interface ShardIndex {
  readonly weight_map: Readonly<Record<string, string>>
}

/** Whether a JSON value is such an index (`model.safetensors.index.json`, as the transformers library writes it). */
export function isShardIndex(value: unknown): value is ShardIndex {
  if (typeof value !== 'object' || value === null || !('weight_map' in value)) return false
  const map = value.weight_map
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return false
  return Object.values(map).every((file) => typeof file === 'string')
}

/**
 * Joins the tensors of parsed shards, by file name, in the order of the index; tensors that the index does not name stay out.
 * @throws FormatError that names the files that were not given, or the first tensor that its file lacks
 */
export function joinShards(
  index: ShardIndex,
  shards: ReadonlyMap<string, readonly NamedTensor[]>,
): NamedTensor[] {
  const files = new Map<string, Map<string, NamedTensor>>()
  for (const [file, tensors] of shards)
    files.set(file, new Map(tensors.map((tensor) => [tensor.name, tensor])))
  const entries = Object.entries(index.weight_map)
  const missing = [...new Set(entries.map(([, file]) => file))].filter((file) => !files.has(file)).sort()
  if (missing.length > 0) throw shardError('weight_map', `also open ${listNames(missing)}`)
  return entries.map(([name, file]) => {
    const tensor = files.get(file)?.get(name)
    if (!tensor) throw shardError(`tensor ${name}`, `${file} does not hold it`)
    return tensor
  })
}

function shardError(place: string, message: string): FormatError {
  return new FormatError('safetensors index', place, message)
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(', ')
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown
}
