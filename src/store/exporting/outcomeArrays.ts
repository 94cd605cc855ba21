import type { ResultArray } from '../../protocol/exporting.ts'

/** A text or null, or lists of them. */
type NestedText = string | null | readonly NestedText[]

/** An outcome as arrays, with its texts beside them under the same kind of names. */
export interface OutcomeArrays {
  readonly arrays: readonly ResultArray[]
  readonly texts: Readonly<Record<string, NestedText>>
}

type Values = ResultArray['values'] | readonly (string | null)[]

interface Leaf {
  readonly shape: readonly number[]
  readonly values: Values
}

type Leaves = ReadonlyMap<string, Leaf>

/**
 * Flattens an outcome into named arrays: dots join the names of its parts. A list of records becomes one array for each of
 * their fields, [records, …], where all have it in the same shape (a number that some lack is NaN there, a text null); a
 * field that differs in shape stands under the number of its record, `units.0.permutation`. What lies over a grid beside it
 * is [rows, columns], inner products of vectors are [size, size].
 */
export function flattenOutcome(outcome: object): OutcomeArrays {
  const arrays: ResultArray[] = []
  const texts: Record<string, NestedText> = {}
  for (const [name, { shape, values }] of flatten(outcome)) {
    if (Array.isArray(values)) texts[name] = nest(values, shape)
    else arrays.push({ name, shape, values: values as ResultArray['values'] })
  }
  return { arrays, texts }
}

function flatten(value: unknown): Leaves {
  if (typeof value === 'number') return alone({ shape: [], values: Float64Array.of(value) })
  if (typeof value === 'boolean') return alone({ shape: [], values: Uint8Array.of(value ? 1 : 0) })
  if (typeof value === 'string') return alone({ shape: [], values: [value] })
  if (value instanceof Float64Array || value instanceof Float32Array || value instanceof Int32Array)
    return alone({ shape: [value.length], values: value })
  if (Array.isArray(value)) return flattenList(value)
  return typeof value === 'object' && value !== null ? flattenRecord(value) : new Map()
}

function alone(leaf: Leaf): Leaves {
  return new Map([['', leaf]])
}

function join(...names: readonly string[]): string {
  return names.filter((name) => name !== '').join('.')
}

function flattenRecord(record: object): Leaves {
  const leaves = new Map<string, Leaf>()
  for (const [key, member] of Object.entries(record))
    for (const [name, leaf] of flatten(member)) leaves.set(join(key, name), leaf)
  reshape(leaves, /^(?:values\.|squaredNorms$)/, [
    numberAt(leaves, 'grid.y.count'),
    numberAt(leaves, 'grid.x.count'),
  ])
  const size = numberAt(leaves, 'size')
  reshape(leaves, /^(?:products|differences)$/, [size, size])
  return leaves
}

function numberAt(leaves: Leaves, name: string): number {
  return Number(leaves.get(name)?.values[0])
}

/** Gives lists of the names two axes, where they are as long as these make. */
function reshape(leaves: Map<string, Leaf>, names: RegExp, shape: readonly [number, number]): void {
  for (const [name, { shape: flat, values }] of leaves)
    if (names.test(name) && flat.length === 1 && flat[0] === shape[0] * shape[1])
      leaves.set(name, { shape, values })
}

function flattenList(items: readonly unknown[]): Leaves {
  if (items.every((item) => typeof item === 'number'))
    return alone({ shape: [items.length], values: Float64Array.from(items) })
  const parts = items.map(flatten)
  const leaves = new Map<string, Leaf>()
  for (const name of new Set(parts.flatMap((part) => [...part.keys()]))) {
    const members = parts.map((part) => part.get(name))
    const stacked = stack(members)
    if (stacked) leaves.set(name, stacked)
    else for (const [i, leaf] of members.entries()) if (leaf) leaves.set(join(String(i), name), leaf)
  }
  return leaves
}

/** Several leaves as one with an axis more; undefined where they do not fit together. */
function stack(members: readonly (Leaf | undefined)[]): Leaf | undefined {
  const first = members.find((leaf) => leaf !== undefined)
  if (!first) return undefined
  const { shape, values } = first
  const absent = absentLike(first)
  const fits = (leaf: Leaf | undefined) =>
    leaf === undefined
      ? absent !== undefined
      : leaf.values.constructor === values.constructor && leaf.shape.join() === shape.join()
  if (!members.every(fits)) return undefined
  const all = members.map((leaf) => leaf?.values ?? (absent as Values))
  return { shape: [members.length, ...shape], values: concatenate(values, all) }
}

/** What stands where a record lacks a single number or text. */
function absentLike({ shape, values }: Leaf): Values | undefined {
  if (shape.length > 0) return undefined
  if (Array.isArray(values)) return [null]
  return values instanceof Float64Array ? Float64Array.of(Number.NaN) : undefined
}

function concatenate(like: Values, parts: readonly Values[]): Values {
  if (Array.isArray(like)) return parts.flatMap((part) => part as readonly (string | null)[])
  const Kind = like.constructor as new (length: number) => ResultArray['values']
  const whole = new Kind(parts.reduce((sum, { length }) => sum + length, 0))
  let start = 0
  for (const part of parts) {
    whole.set(part as ResultArray['values'], start)
    start += part.length
  }
  return whole
}

function nest(values: readonly (string | null)[], shape: readonly number[]): NestedText {
  const [count, ...rest] = shape
  if (count === undefined) return values[0] ?? null
  const size = values.length / count
  return Array.from({ length: count }, (_, i) => nest(values.slice(i * size, (i + 1) * size), rest))
}
