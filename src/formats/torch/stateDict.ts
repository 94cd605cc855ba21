import { FormatError } from '../formatError.ts'
import { asAttributes, asEntries, asItems, hasKind, type PickleValue } from './pickleValues.ts'
import { isModule, walkModule } from './torchModule.ts'
import { readTorchTensor, type TorchTensor } from './torchValues.ts'

/** The named tensors of a checkpoint, still in the file. */
export interface StateDict {
  /** Keys on the way to it, joined by dots; empty where it is the whole file. */
  readonly key: string
  readonly tensors: ReadonlyMap<string, TorchTensor>
  /** Plain values beside it, such as the epoch, and what was taken off the names. */
  readonly metadata: Readonly<Record<string, string>>
  /** Keys and tensors that were left alone. */
  readonly skipped: readonly string[]
}

/** Keys that checkpoints are known to keep it under, the likeliest first. */
const usualKeys = [
  'model_state',
  'state_dict',
  'model_state_dict',
  'model',
  'net',
  'network',
  'module',
  'weights',
  'params',
]
const otherStates = /optim|sched|scaler|args|config|hyper|rng/i
const wrapperPrefixes = ['module.', '_orig_mod.']
const deepest = 12
const longestName = 500
/** Keys beside the state dict that are told. */
const mostBeside = 50
const mostTensors = 100_000
const mostSteps = 300_000

interface Found {
  readonly path: readonly string[]
  readonly tensors: Map<string, TorchTensor>
  readonly skipped: string[]
}

interface Search {
  readonly format: string
  /** Values on the way, since a pickle may hold itself. */
  readonly open: Set<PickleValue>
  steps: number
}

/**
 * Finds the state dict of whatever torch.save was given: a dict of tensors, such a dict under a key at any depth, a whole
 * module, or a list or nested dict of tensors, which get the names that flattening gives. The prefixes `module.` of
 * DataParallel and `_orig_mod.` of torch.compile are taken off. @throws FormatError where there are no tensors
 */
export function findStateDict(root: PickleValue, format: string): StateDict {
  const found = search(root, [], { format, open: new Set(), steps: mostSteps })
  if (!found || found.tensors.size === 0) {
    const keys = [...(asEntries(root)?.keys() ?? [])].filter((key) => typeof key === 'string').slice(0, 10)
    const holds = keys.length > 0 ? `it holds ${keys.join(', ').slice(0, 300)}` : 'it holds something else'
    throw new FormatError(format, 'state dict', `the file has no named tensors; ${holds}`)
  }
  const { prefix, tensors } = stripPrefix(found.tensors)
  const beside = describeBeside(root, found.path[0])
  return {
    key: found.path.join('.'),
    tensors,
    metadata: prefix === '' ? beside.metadata : { ...beside.metadata, strippedPrefix: prefix },
    skipped: [...beside.skipped, ...found.skipped],
  }
}

function search(value: PickleValue, path: readonly string[], state: Search): Found | undefined {
  if (--state.steps < 0) throw new FormatError(state.format, 'state dict', 'the file holds too many values')
  if (path.length > deepest || state.open.has(value)) return undefined
  const alone = readTensor('tensor', value, state)
  if (alone && path.length === 0) return { path, tensors: new Map([['tensor', alone]]), skipped: [] }
  state.open.add(value)
  const found = isModule(value) ? searchModule(value, path, state) : searchEntries(value, path, state)
  state.open.delete(value)
  return found
}

function searchModule(value: PickleValue, path: readonly string[], state: Search): Found {
  const found: Found = { path, tensors: new Map(), skipped: [] }
  walkModule(value, state.format, (name, item) => take(found, name, item, state))
  return found
}

function searchEntries(value: PickleValue, path: readonly string[], state: Search): Found | undefined {
  const entries = namedEntries(value, state)
  for (const key of usualKeys) {
    const child = entries.get(key)
    const found = child === undefined ? undefined : search(child, [...path, key], state)
    if (found && found.tensors.size > 0) return found
  }
  const own: Found = { path, tensors: new Map(), skipped: [] }
  const nested: [key: string, found: Found][] = []
  for (const [key, child] of entries) {
    if (!take(own, key, child, state) && !otherStates.test(key)) {
      const found = search(child, [...path, key], state)
      if (found && found.tensors.size > 0) nested.push([key, found])
    }
  }
  const [first] = nested
  if (first && nested.length === 1 && first[1].tensors.size > own.tensors.size) return first[1]
  if (own.tensors.size > 0 || nested.length === 0) return own
  for (const [key, { tensors, skipped }] of nested) {
    for (const [name, tensor] of tensors) own.tensors.set(`${key}.${name}`, tensor)
    own.skipped.push(...skipped.map((name) => `${key}.${name}`))
  }
  checkCount(own, state)
  return own
}

/** Entries with names that may hold something; items of lists by their number. */
function namedEntries(value: PickleValue, state: Search): Map<string, PickleValue> {
  const named = new Map<string, PickleValue>()
  for (const [key, item] of allEntries(value)) {
    state.steps -= 1 / 16
    if (!hasKind(item) || (typeof key !== 'string' && typeof key !== 'number')) continue
    const name = String(key)
    if (name.length <= longestName) named.set(name, item)
  }
  return named
}

function allEntries(value: PickleValue): Iterable<[PickleValue, PickleValue]> {
  return asEntries(value) ?? asAttributes(value) ?? asItems(value)?.entries() ?? []
}

/** Puts a tensor into what was found, or its name among the skipped; says whether it was one. */
function take(found: Found, name: string, item: PickleValue, state: Search): boolean {
  const reading = readTorchTensor(item)
  if (reading.kind === 'other') return false
  if (name.length > longestName)
    throw new FormatError(state.format, 'state dict', `a name of ${name.length} characters is too long`)
  if (reading.kind === 'unreadable') found.skipped.push(`${name} (${reading.why})`)
  else {
    const tensor = readTensor(name, item, state)
    if (tensor) found.tensors.set(name, tensor)
    checkCount(found, state)
  }
  return true
}

function readTensor(name: string, item: PickleValue, { format }: Search): TorchTensor | undefined {
  const reading = readTorchTensor(item)
  if (reading.kind === 'damaged') throw new FormatError(format, `tensor ${name.slice(0, 200)}`, reading.why)
  return reading.kind === 'tensor' ? reading.tensor : undefined
}

function checkCount({ tensors }: Found, { format }: Search): void {
  if (tensors.size > mostTensors)
    throw new FormatError(format, 'state dict', `more than ${mostTensors} tensors`)
}

/** The counter of averaged weights stands beside the network that it wraps. */
const besideWrapped = 'n_averaged'

function stripPrefix(tensors: Map<string, TorchTensor>): {
  prefix: string
  tensors: Map<string, TorchTensor>
} {
  const names = [...tensors.keys()].filter((name) => name !== besideWrapped)
  let prefix = ''
  for (;;) {
    const next = wrapperPrefixes.find((wrapper) => names.every((name) => name.startsWith(prefix + wrapper)))
    if (next === undefined || names.length === 0) break
    prefix += next
  }
  const strip = (name: string) => (name === besideWrapped ? name : name.slice(prefix.length))
  return { prefix, tensors: new Map([...tensors].map(([name, tensor]) => [strip(name), tensor])) }
}

function describeBeside(
  root: PickleValue,
  used: string | undefined,
): { metadata: Record<string, string>; skipped: string[] } {
  const metadata: Record<string, string> = {}
  const skipped: string[] = []
  if (used === undefined) return { metadata, skipped }
  for (const [key, value] of asEntries(root) ?? []) {
    if (typeof key !== 'string' || key === used || key.length > 100) continue
    if (hasKind(value) || value instanceof Uint8Array) skipped.push(key)
    else if (value !== null && key !== '__proto__') metadata[key] = String(value).slice(0, 200)
    if (skipped.length + Object.keys(metadata).length >= mostBeside) break
  }
  return { metadata, skipped }
}
