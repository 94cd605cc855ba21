/** What a pickle describes, as inert data: no class is ever looked up and nothing of a file is called. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleSequence
  | PickleDict
  | PickleGlobal
  | PickleObject
  | PicklePersistent

/** A list, tuple or set. It may hold itself. */
export interface PickleSequence {
  readonly kind: 'list' | 'tuple' | 'set'
  readonly items: PickleValue[]
}

/** A dict in its order. It may hold itself. */
export interface PickleDict {
  readonly kind: 'dict'
  readonly entries: Map<PickleValue, PickleValue>
}

/** The name of a class or function, such as `torch.FloatStorage`. */
export interface PickleGlobal {
  readonly kind: 'global'
  readonly name: string
}

/** What a class or function named `name` would have made of `args`: kept as a description. */
export interface PickleObject {
  readonly kind: 'object'
  readonly name: string
  readonly args: readonly PickleValue[]
  /** What would have been passed to `__setstate__`, mostly the dict of attributes. */
  state?: PickleValue
  /** Entries and items set on it, where its class is some kind of dict or list. */
  readonly entries: Map<PickleValue, PickleValue>
  readonly items: PickleValue[]
}

/** A reference to what the pickle does not hold itself, such as a tensor's bytes. */
export interface PicklePersistent {
  readonly kind: 'persistent'
  readonly id: PickleValue
}

/** Whether a value is of one of the kinds above, which have a `kind`. */
export function hasKind(
  value: PickleValue | undefined,
): value is PickleSequence | PickleDict | PickleGlobal | PickleObject | PicklePersistent {
  return typeof value === 'object' && value !== null && 'kind' in value
}

/** The dict that a value is, or that an object of a dict's subclass was filled with. */
export function asEntries(value: PickleValue | undefined): ReadonlyMap<PickleValue, PickleValue> | undefined {
  if (!hasKind(value)) return undefined
  if (value.kind === 'dict') return value.entries
  return value.kind === 'object' && value.entries.size > 0 ? value.entries : undefined
}

/** The items of a list, tuple or set. */
export function asItems(value: PickleValue | undefined): readonly PickleValue[] | undefined {
  return hasKind(value) && 'items' in value && value.kind !== 'object' ? value.items : undefined
}

/** The attributes that an object was given, from a dict or from a pair of a dict and slots. */
export function asAttributes(
  value: PickleValue | undefined,
): ReadonlyMap<PickleValue, PickleValue> | undefined {
  if (!hasKind(value) || value.kind !== 'object') return undefined
  return asEntries(value.state) ?? asEntries(asItems(value.state)?.[0])
}
