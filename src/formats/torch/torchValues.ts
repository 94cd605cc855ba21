import { type DtypeName, dtypeBytes } from '../dtypes.ts'
import { asItems, hasKind, type PickleValue } from './pickleValues.ts'

/** A piece of a file that tensors lie in. */
export interface TorchStorage {
  readonly key: string
  readonly dtype: DtypeName
  /** Elements of the whole storage. */
  readonly length: number
  /** First element of the view that tensors count from; only very old files have other than 0. */
  readonly viewStart: number
}

/** Where a tensor lies in its storage: offset and strides in elements, checked to stay inside. */
export interface TorchTensor {
  readonly storage: TorchStorage
  readonly offset: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
  /** Product of the shape. */
  readonly size: number
}

/** What a value turned out to be: a tensor, something else, a tensor of a kind that is not read, or one that is damaged. */
export type TorchReading =
  | { readonly kind: 'tensor'; readonly tensor: TorchTensor }
  | { readonly kind: 'other' }
  | { readonly kind: 'unreadable' | 'damaged'; readonly why: string }

const other: TorchReading = { kind: 'other' }
const mostAxes = 64

const storageTypes: ReadonlyMap<string, DtypeName> = new Map([
  ['DoubleStorage', 'f64'],
  ['FloatStorage', 'f32'],
  ['HalfStorage', 'f16'],
  ['BFloat16Storage', 'bf16'],
  ['LongStorage', 'i64'],
  ['IntStorage', 'i32'],
  ['ShortStorage', 'i16'],
  ['CharStorage', 'i8'],
  ['ByteStorage', 'u8'],
  ['UntypedStorage', 'u8'],
  ['BoolStorage', 'bool'],
])

const dtypeNames: ReadonlyMap<string, DtypeName> = new Map([
  ['torch.float64', 'f64'],
  ['torch.float32', 'f32'],
  ['torch.float16', 'f16'],
  ['torch.bfloat16', 'bf16'],
  ['torch.int64', 'i64'],
  ['torch.int32', 'i32'],
  ['torch.int16', 'i16'],
  ['torch.int8', 'i8'],
  ['torch.uint8', 'u8'],
  ['torch.bool', 'bool'],
])

/** Functions whose first argument is the tensor itself. */
const wrappers = new Set([
  'torch._utils._rebuild_parameter',
  'torch._utils._rebuild_parameter_with_state',
  'torch.nn.parameter.Parameter',
  'torch.nn.parameter.Buffer',
])
const rebuilders = new Set([
  'torch._utils._rebuild_tensor',
  'torch._utils._rebuild_tensor_v2',
  'torch._utils._rebuild_tensor_v3',
])
const subclassRebuilder = 'torch._tensor._rebuild_from_type_v2'

/** Names that are understood or say nothing worth telling: they are not reported as skipped. */
export const knownTorchNames: ReadonlySet<string> = new Set([
  ...wrappers,
  ...rebuilders,
  subclassRebuilder,
  ...dtypeNames.keys(),
  ...[...storageTypes.keys()].flatMap((name) => [
    `torch.${name}`,
    `torch.cuda.${name}`,
    `torch.storage.${name}`,
  ]),
  ...['torch.Size', 'torch.device', 'torch.Tensor', '_codecs.encode'],
  ...['collections.OrderedDict', 'collections.defaultdict', 'collections.Counter'],
  ...['copy_reg._reconstructor', 'copyreg._reconstructor'],
  ...['object', 'set', 'frozenset', 'dict', 'list', 'tuple', 'int', 'float', 'str', 'bytearray'].flatMap(
    (name) => [`__builtin__.${name}`, `builtins.${name}`],
  ),
])

/** Reads the description of a tensor or parameter (PyTorch's `torch/_utils.py`), whatever device it was on. */
export function readTorchTensor(value: PickleValue | undefined): TorchReading {
  let made = value
  // Parameters and subclasses wrap the call that makes the tensor; deeper nesting than this does not occur.
  for (let depth = 0; depth < 4; depth++) {
    if (!hasKind(made) || made.kind !== 'object') return other
    const [first, , third] = made.args
    if (rebuilders.has(made.name)) return readRebuild(made.args)
    if (wrappers.has(made.name)) made = first
    else if (made.name === subclassRebuilder && hasKind(first) && first.kind === 'global')
      made = { ...made, name: first.name, args: asItems(third) ?? [] }
    else return /^torch\..*_rebuild_/.test(made.name) ? { kind: 'unreadable', why: made.name } : other
  }
  return other
}

function damaged(why: string): TorchReading {
  return { kind: 'damaged', why }
}

function readRebuild(args: readonly PickleValue[]): TorchReading {
  const [stored, offset, shape, strides, , , dtype] = args
  const storage = hasKind(stored) && stored.kind === 'persistent' ? readTorchStorage(stored.id) : undefined
  if (!storage) return damaged('it has no storage')
  if (typeof storage === 'string') return { kind: 'unreadable', why: storage }
  const typed = hasKind(dtype) && dtype.kind === 'global' ? retype(storage, dtype.name) : storage
  if (typeof typed === 'string') return { kind: 'unreadable', why: typed }
  return placeTensor(typed, { offset, shape: asItems(shape), strides: asItems(strides) })
}

/** Counts an untyped storage, whose length is in bytes, in elements of a type. */
function retype(storage: TorchStorage, name: string): TorchStorage | string {
  const dtype = dtypeNames.get(name)
  if (!dtype) return name
  return {
    ...storage,
    dtype,
    length: Math.floor((storage.length * dtypeBytes[storage.dtype]) / dtypeBytes[dtype]),
  }
}

/**
 * Reads the persistent id of a storage: `('storage', type, key, location, length)` and, in old files, a view of it
 * `(key, start, length)`. Gives the name of the type where it is not supported, undefined where it is no storage.
 */
export function readTorchStorage(id: PickleValue): TorchStorage | string | undefined {
  const [word, type, key, , length, view] = asItems(id) ?? []
  if (word !== 'storage' || !hasKind(type) || type.kind !== 'global' || !isKey(key) || !isSize(length))
    return undefined
  const dtype = storageTypes.get(type.name.slice(type.name.lastIndexOf('.') + 1))
  if (!dtype) return type.name
  const [, viewStart] = asItems(view) ?? [undefined, 0]
  return isSize(viewStart) ? { key, dtype, length, viewStart } : undefined
}

function placeTensor(
  storage: TorchStorage,
  {
    offset,
    shape,
    strides,
  }: {
    offset: PickleValue | undefined
    shape: readonly PickleValue[] | undefined
    strides: readonly PickleValue[] | undefined
  },
): TorchReading {
  if (!isSize(offset) || !shape?.every(isSize) || !strides?.every(isSize))
    return damaged('its sizes are no whole numbers')
  if (shape.length !== strides.length || shape.length > mostAxes)
    return damaged('its shape does not fit its strides')
  const size = shape.reduce((product, length) => product * length, 1)
  const last = shape.reduce(
    (sum, length, axis) => sum + (length - 1) * (strides[axis] ?? 0),
    storage.viewStart + offset,
  )
  if (size > 0 && !(last < storage.length))
    return damaged(`it ends beyond its storage of ${storage.length} elements`)
  if (!Number.isSafeInteger(size)) return damaged('it is too large')
  return { kind: 'tensor', tensor: { storage, offset: storage.viewStart + offset, shape, strides, size } }
}

/** Keys are counters or addresses; longer ones would fill error messages. */
function isKey(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 100
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
