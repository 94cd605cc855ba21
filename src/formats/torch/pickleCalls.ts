import {
  closeMark,
  containerCost,
  createDict,
  createSequence,
  type Machine,
  pop,
  push,
  spend,
  take,
  top,
} from './pickleMachine.ts'
import { asItems, hasKind, type PickleDict, type PickleSequence, type PickleValue } from './pickleValues.ts'

const mostUnknownNames = 1000
const longestName = 500

/**
 * Takes the module and the name of STACK_GLOBAL.
 * @throws FormatError where they are no strings
 */
export function takeNames(machine: Machine): [module: string, name: string] {
  const [module, name] = take(machine, 2)
  if (typeof module !== 'string' || typeof name !== 'string')
    throw machine.cursor.fail('a global without a name')
  return [module, name]
}

/**
 * Pushes the name of a class or function, and notes it where it is not a known one.
 * @throws FormatError for names of over 500 characters
 */
export function pushGlobal(machine: Machine, module: string, name: string): void {
  const full = `${module}.${name}`
  if (full.length > longestName) throw machine.cursor.fail(`a name of ${full.length} characters is too long`)
  if (!machine.known.has(full) && machine.unknownNames.size < mostUnknownNames) machine.unknownNames.add(full)
  spend(machine, 1)
  push(machine, { kind: 'global', name: full })
}

/** Pushes a reference to something outside the pickle, and notes its id. */
export function pushPersistent(machine: Machine, id: PickleValue): void {
  spend(machine, 1)
  machine.persistentIds.push(id)
  push(machine, { kind: 'persistent', id })
}

/**
 * REDUCE, NEWOBJ and NEWOBJ_EX: what is called, its arguments and, of the last, its named arguments.
 * @throws FormatError where they are no name and no tuple
 */
export function describeCall(machine: Machine, [called, args]: readonly PickleValue[]): void {
  const items = asItems(args)
  if (!items) throw machine.cursor.fail('arguments that are no tuple')
  if (!hasKind(called) || !('name' in called)) throw machine.cursor.fail('a call of what has no name')
  push(machine, describeMade(machine, called.name, items))
}

/** OBJ: a class and its arguments above a mark. */
export function describeInstance(machine: Machine): void {
  const [called, ...args] = closeMark(machine)
  describeCall(machine, [called ?? null, { kind: 'tuple', items: args }])
}

/** INST: a class named in place, its arguments above a mark. */
export function describeNamedInstance(machine: Machine): void {
  pushGlobal(machine, machine.cursor.line(), machine.cursor.line())
  describeCall(machine, [pop(machine), { kind: 'tuple', items: closeMark(machine) }])
}

const dictNames = new Set([
  'collections.OrderedDict',
  '__builtin__.dict',
  'builtins.dict',
  'collections.Counter',
])
const sequenceNames = new Map<string, PickleSequence['kind']>([
  ['__builtin__.list', 'list'],
  ['builtins.list', 'list'],
  ['__builtin__.tuple', 'tuple'],
  ['builtins.tuple', 'tuple'],
  ['torch.Size', 'tuple'],
  ['__builtin__.set', 'set'],
  ['builtins.set', 'set'],
  ['__builtin__.frozenset', 'set'],
  ['builtins.frozenset', 'set'],
])

function describeMade(machine: Machine, name: string, args: readonly PickleValue[]): PickleValue {
  if (name === 'collections.defaultdict') return createDict(machine)
  if (dictNames.has(name)) return copyPairs(machine, asItems(args[0]) ?? [])
  const sequence = sequenceNames.get(name)
  if (sequence) {
    const items = asItems(args[0]) ?? []
    spend(machine, items.length)
    return createSequence(machine, sequence, [...items])
  }
  spend(machine, 2 * containerCost)
  // Protocols 0 and 1 make objects of any class through this one function.
  const [called, , ...rest] = args
  if (/^copy_?reg\._reconstructor$/.test(name) && hasKind(called) && called.kind === 'global')
    return { kind: 'object', name: called.name, args: rest, entries: new Map(), items: [] }
  return { kind: 'object', name, args, entries: new Map(), items: [] }
}

function copyPairs(machine: Machine, pairs: readonly PickleValue[]): PickleDict {
  const dict = createDict(machine)
  spend(machine, pairs.length)
  for (const pair of pairs) {
    const [key, value] = asItems(pair) ?? []
    if (key !== undefined && value !== undefined) dict.entries.set(key, value)
  }
  return dict
}

/** BUILD. The state of a plain container is what a subclass would add to it, such as the versions in a state dict. */
export function setState(machine: Machine, state: PickleValue): void {
  const target = top(machine)
  if (hasKind(target) && target.kind === 'object') target.state = state
}
