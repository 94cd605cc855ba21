import {
  describeCall,
  describeInstance,
  describeNamedInstance,
  pushGlobal,
  pushPersistent,
  setState,
  takeNames,
} from './pickleCalls.ts'
import { createPickleCursor } from './pickleCursor.ts'
import {
  addEntries,
  addItems,
  checkProtocol,
  closeMark,
  containerCost,
  createDict,
  createMachine,
  createSequence,
  type Machine,
  openMark,
  pop,
  push,
  recall,
  remember,
  spend,
  take,
  top,
} from './pickleMachine.ts'
import type { PickleValue } from './pickleValues.ts'

/** What one pickle held. */
export interface Pickle {
  readonly value: PickleValue
  /** Byte after the pickle. */
  readonly end: number
  /** Names of classes and functions outside `known`, in order of appearance; at most 1,000. */
  readonly unknownNames: readonly string[]
  /** Every persistent id, in order of appearance. */
  readonly persistentIds: readonly PickleValue[]
}

/**
 * Reads a Python pickle, protocols 0 to 5, into inert values. It is an interpreter with a closed list of opcodes that
 * executes nothing: classes and functions are names, and what would be made by calling them is a description. Only the
 * plain containers (dict, list, tuple, set and the OrderedDict kind) are built. Described in Python's `pickletools`.
 * @throws FormatError under the name `format` for unknown opcodes, cut-off data and more than some hundred thousand values
 */
export function parsePickle(
  bytes: Uint8Array,
  { start = 0, format, known }: { start?: number; format: string; known: ReadonlySet<string> },
): Pickle {
  const cursor = createPickleCursor(bytes, start, format)
  const machine = createMachine(cursor, known)
  for (;;) {
    spend(machine, 1)
    const opcode = cursor.u8()
    if (opcode === stop) break
    const operation = operations.get(opcode)
    if (!operation) throw cursor.fail(`opcode 0x${opcode.toString(16)} is not supported`)
    operation(machine)
  }
  const { unknownNames, persistentIds } = machine
  return { value: pop(machine), end: cursor.position(), unknownNames: [...unknownNames], persistentIds }
}

const stop = 0x2e

/** The closed list, by the letters that Python gives the opcodes; STOP ends the loop above. */
const operations: ReadonlyMap<number, (machine: Machine) => void> = new Map<
  number,
  (machine: Machine) => void
>([
  // Marks, stack, memo.
  [at('('), openMark],
  [at('0'), pop],
  [at('1'), closeMark],
  [at('2'), (m) => push(m, top(m))],
  [at('g'), (m) => recall(m, Number(m.cursor.line()))],
  [at('h'), (m) => recall(m, m.cursor.u8())],
  [at('j'), (m) => recall(m, m.cursor.i32())],
  [at('p'), (m) => remember(m, Number(m.cursor.line()))],
  [at('q'), (m) => remember(m, m.cursor.u8())],
  [at('r'), (m) => remember(m, m.cursor.i32())],
  [0x94, (m) => remember(m, m.memo.size)],
  [0x80, (m) => checkProtocol(m, m.cursor.u8())],
  [0x95, (m) => void m.cursor.bytes(8)],
  // Plain values.
  [at('N'), (m) => push(m, null)],
  [0x88, (m) => push(m, true)],
  [0x89, (m) => push(m, false)],
  [at('I'), pushDecimal],
  [at('L'), (m) => push(m, m.cursor.decimal(m.cursor.line().replace(/L$/, '')))],
  [at('J'), (m) => push(m, m.cursor.i32())],
  [at('K'), (m) => push(m, m.cursor.u8())],
  [at('M'), (m) => push(m, m.cursor.u16())],
  [0x8a, (m) => push(m, m.cursor.integer(m.cursor.length(1)))],
  [0x8b, (m) => push(m, m.cursor.integer(m.cursor.length(4)))],
  [at('F'), (m) => push(m, Number(m.cursor.line()))],
  [at('G'), (m) => push(m, m.cursor.f64())],
  [at('S'), (m) => push(m, unquote(m.cursor.line()))],
  [at('V'), (m) => push(m, decodeEscapes(m.cursor.line(), /\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g))],
  [at('T'), (m) => push(m, m.cursor.text(m.cursor.length(4)))],
  [at('U'), (m) => push(m, m.cursor.text(m.cursor.length(1)))],
  [at('X'), (m) => push(m, m.cursor.text(m.cursor.length(4)))],
  [0x8c, (m) => push(m, m.cursor.text(m.cursor.length(1)))],
  [0x8d, (m) => push(m, m.cursor.text(m.cursor.length(8)))],
  [at('B'), (m) => pushBytes(m, 4)],
  [at('C'), (m) => pushBytes(m, 1)],
  [0x8e, (m) => pushBytes(m, 8)],
  [0x96, (m) => pushBytes(m, 8)],
  // Containers.
  [at('}'), (m) => push(m, createDict(m))],
  [at(']'), (m) => push(m, createSequence(m, 'list', []))],
  [at(')'), (m) => push(m, createSequence(m, 'tuple', []))],
  [0x8f, (m) => push(m, createSequence(m, 'set', []))],
  [at('d'), (m) => buildDict(m, closeMark(m))],
  [at('l'), (m) => push(m, createSequence(m, 'list', closeMark(m)))],
  [at('t'), (m) => push(m, createSequence(m, 'tuple', closeMark(m)))],
  [0x91, (m) => push(m, createSequence(m, 'set', closeMark(m)))],
  [0x85, (m) => push(m, createSequence(m, 'tuple', take(m, 1)))],
  [0x86, (m) => push(m, createSequence(m, 'tuple', take(m, 2)))],
  [0x87, (m) => push(m, createSequence(m, 'tuple', take(m, 3)))],
  [at('a'), (m) => addItems(m, take(m, 1))],
  [at('e'), (m) => addItems(m, closeMark(m))],
  [0x90, (m) => addItems(m, closeMark(m))],
  [at('s'), (m) => addEntries(m, take(m, 2))],
  [at('u'), (m) => addEntries(m, closeMark(m))],
  // Names, and what would be made of them.
  [at('c'), (m) => pushGlobal(m, m.cursor.line(), m.cursor.line())],
  [0x93, (m) => pushGlobal(m, ...takeNames(m))],
  [at('P'), (m) => pushPersistent(m, m.cursor.line())],
  [at('Q'), (m) => pushPersistent(m, pop(m))],
  [at('R'), (m) => describeCall(m, take(m, 2))],
  [0x81, (m) => describeCall(m, take(m, 2))],
  [0x92, (m) => describeCall(m, take(m, 3))],
  [at('o'), describeInstance],
  [at('i'), describeNamedInstance],
  [at('b'), (m) => setState(m, pop(m))],
])

function at(letter: string): number {
  return letter.charCodeAt(0)
}

function pushDecimal(machine: Machine): void {
  const text = machine.cursor.line()
  push(machine, text === '00' ? false : text === '01' ? true : machine.cursor.decimal(text))
}

function pushBytes(machine: Machine, width: 1 | 4 | 8): void {
  spend(machine, containerCost)
  push(machine, machine.cursor.bytes(machine.cursor.length(width)))
}

function buildDict(machine: Machine, pairs: readonly PickleValue[]): void {
  push(machine, createDict(machine))
  addEntries(machine, pairs)
}

function unquote(line: string): string {
  const quoted = /^(['"])(.*)\1$/.exec(line.trim())
  return decodeEscapes(quoted?.[2] ?? line, /\\x([0-9a-f]{2})/gi).replace(/\\(['"\\])/g, '$1')
}

function decodeEscapes(text: string, pattern: RegExp): string {
  return text.replace(pattern, (written, short?: string, long?: string) => {
    const code = Number.parseInt(short ?? long ?? '', 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : written
  })
}
