import type { PickleCursor } from './pickleCursor.ts'
import { hasKind, type PickleDict, type PickleSequence, type PickleValue } from './pickleValues.ts'

/** What a container costs of the budget; an opcode costs 1. */
export const containerCost = 4

/** The state of the interpreter: Python calls it the pickle machine. */
export interface Machine {
  readonly cursor: PickleCursor
  stack: PickleValue[]
  /** The stacks below each open mark. */
  readonly marks: PickleValue[][]
  readonly memo: Map<number, PickleValue>
  readonly known: ReadonlySet<string>
  readonly unknownNames: Set<string>
  readonly persistentIds: PickleValue[]
}

/** An empty machine that reads from `cursor`. */
export function createMachine(cursor: PickleCursor, known: ReadonlySet<string>): Machine {
  return {
    cursor,
    stack: [],
    marks: [],
    memo: new Map(),
    known,
    unknownNames: new Set(),
    persistentIds: [],
  }
}

/**
 * Takes from the budget, which bounds time and memory.
 * @throws FormatError where it is used up
 */
export function spend(machine: Machine, cost: number): void {
  machine.cursor.spend(cost)
}

/** Puts a value on the stack. */
export function push(machine: Machine, value: PickleValue): void {
  machine.stack.push(value)
}

/**
 * The value on top of the stack.
 * @throws FormatError where there is none
 */
export function top({ stack, cursor }: Machine): PickleValue {
  const value = stack.at(-1)
  if (value === undefined) throw cursor.fail('the stack is empty')
  return value
}

/**
 * Takes the value on top of the stack.
 * @throws FormatError where there is none
 */
export function pop(machine: Machine): PickleValue {
  const value = top(machine)
  machine.stack.pop()
  return value
}

/**
 * Takes the `count` values on top, the lowest first.
 * @throws FormatError where there are fewer
 */
export function take({ stack, cursor }: Machine, count: number): PickleValue[] {
  if (stack.length < count) throw cursor.fail('the stack is empty')
  return stack.splice(stack.length - count)
}

/** Begins a new stack above the present one. */
export function openMark(machine: Machine): void {
  spend(machine, containerCost)
  machine.marks.push(machine.stack)
  machine.stack = []
}

/**
 * Gives back what was pushed since the last open mark.
 * @throws FormatError where none is open
 */
export function closeMark(machine: Machine): PickleValue[] {
  const below = machine.marks.pop()
  if (!below) throw machine.cursor.fail('no mark is open')
  const items = machine.stack
  machine.stack = below
  return items
}

/**
 * Pushes what was remembered under a number.
 * @throws FormatError where nothing was
 */
export function recall(machine: Machine, index: number): void {
  const value = machine.memo.get(index)
  if (value === undefined) throw machine.cursor.fail(`nothing is remembered under ${index}`)
  push(machine, value)
}

/**
 * Keeps the value on top under a number.
 * @throws FormatError for a number below 0
 */
export function remember(machine: Machine, index: number): void {
  if (!Number.isInteger(index) || index < 0) throw machine.cursor.fail(`bad memo index ${index}`)
  spend(machine, 2)
  machine.memo.set(index, top(machine))
}

/**
 * Accepts protocols 0 to 5.
 * @throws FormatError for others
 */
export function checkProtocol({ cursor }: Machine, protocol: number): void {
  if (protocol > 5) throw cursor.fail(`protocol ${protocol} is not supported`)
}

/** An empty dict, paid for. */
export function createDict(machine: Machine): PickleDict {
  spend(machine, containerCost)
  return { kind: 'dict', entries: new Map() }
}

/** A list, tuple or set of `items`, paid for. */
export function createSequence(
  machine: Machine,
  kind: PickleSequence['kind'],
  items: PickleValue[],
): PickleSequence {
  spend(machine, containerCost)
  return { kind, items }
}

/**
 * Adds to the list, set or object on top of the stack.
 * @throws FormatError where there is none
 */
export function addItems(machine: Machine, items: readonly PickleValue[]): void {
  const target = top(machine)
  if (!hasKind(target) || !('items' in target) || target.kind === 'tuple')
    throw machine.cursor.fail('items without a list')
  for (const item of items) target.items.push(item)
}

/**
 * Adds keys and values, in turns, to the dict or object on top of the stack.
 * @throws FormatError where there is none
 */
export function addEntries(machine: Machine, pairs: readonly PickleValue[]): void {
  const target = top(machine)
  if (!hasKind(target) || !('entries' in target)) throw machine.cursor.fail('entries without a dict')
  if (pairs.length % 2 !== 0) throw machine.cursor.fail('an entry without a value')
  for (let i = 0; i < pairs.length; i += 2)
    target.entries.set(pairs[i] as PickleValue, pairs[i + 1] as PickleValue)
}
