import type { FileSource, Format } from './format.ts'
import { FormatError } from './formatError.ts'
import { findDuplicateKey } from './jsonKeys.ts'

const mostBytes = 16 * 2 ** 20
const deepestNesting = 64

/** JSON: the architecture beside a checkpoint, and the index of a checkpoint in shards. */
export const jsonFormat: Format = {
  name: 'json',
  matches: (head, { name }) =>
    /\.json$/i.test(name) && /^[\s\ufeff]*[{[]/.test(new TextDecoder().decode(head)),
  async parse(file) {
    return { kind: 'json', value: parseJson(await readAll(file)) }
  },
}

async function readAll(file: FileSource): Promise<string> {
  if (file.size > mostBytes) {
    throw new FormatError('json', 'file', `${file.size} bytes, at most ${mostBytes} are read`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.slice(0, file.size))
  } catch (error) {
    if (error instanceof TypeError) throw new FormatError('json', 'text', 'not UTF-8')
    throw error
  }
}

/** The value of a JSON text that nobody vouches for. @throws FormatError, also where it nests over 64 deep or a key comes twice */
export function parseJson(text: string): unknown {
  checkNesting(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new FormatError('json', 'text', error instanceof Error ? error.message : String(error))
  }
  const duplicate = findDuplicateKey(text)
  if (duplicate !== undefined) throw new FormatError('json', 'text', `the key ${duplicate} comes twice`)
  return value
}

/** Refuses deep nesting before anything walks it: whoever reads the value may call itself at every level. */
function checkNesting(text: string): void {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++
    } else if (character === '{' || character === '[') {
      if (++depth > deepestNesting) {
        throw new FormatError('json', `character ${at}`, `nested deeper than ${deepestNesting} levels`)
      }
    } else if (character === '}' || character === ']') depth--
  }
}

/** A checkpoint in shards: which file holds each tensor. */
export type ShardIndex = ReadonlyMap<string, string>

/**
 * Reads the index of a checkpoint in shards (`model.safetensors.index.json`, as Hugging Face writes it): `weight_map` gives
 * each tensor's file. Undefined where the value is no such index. @throws FormatError naming the tensor
 */
export function readShardIndex(value: unknown): ShardIndex | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'weight_map')) return undefined
  const { weight_map: map } = value as { readonly weight_map: unknown }
  if (typeof map !== 'object' || map === null || Array.isArray(map)) {
    throw new FormatError('json', 'weight_map', 'not an object of tensor and file names')
  }
  const index = new Map<string, string>()
  for (const [tensor, file] of Object.entries(map)) {
    if (typeof file !== 'string' || file === '' || /[/\\]/.test(file)) {
      const message = `${JSON.stringify(file)} is no file name`.slice(0, 200)
      throw new FormatError('json', `weight_map, tensor ${tensor}`, message)
    }
    index.set(tensor, file)
  }
  if (index.size === 0) throw new FormatError('json', 'weight_map', 'no tensor')
  return index
}
