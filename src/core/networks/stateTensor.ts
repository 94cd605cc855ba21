/** Name and shape of a tensor in a state dict, as a file gives them. */
export interface TensorShape {
  readonly name: string
  readonly shape: readonly number[]
}

/** A tensor of a state dict with its elements, row-major. */
export interface StateTensor extends TensorShape {
  readonly data: ArrayLike<number> | ArrayLike<bigint>
}

/** Whether a tensor only counts batches, which no evaluation needs. */
export function isBatchCounter(name: string): boolean {
  return name.endsWith('num_batches_tracked')
}

/** Whether a tensor is running statistics of a batch norm: a buffer, not a parameter. */
export function isRunningStatistic(name: string): boolean {
  return /(?:^|[./])running_(?:mean|var)$/.test(name)
}

/** A name without what DataParallel (`module.`) and torch.compile (`_orig_mod.`) put before it; HDF5's `/` become dots. */
export function plainName(name: string): string {
  return name.replaceAll('/', '.').replace(/^(?:module\.|_orig_mod\.)+/, '')
}

/**
 * Finds tensors by the name of a slot: exactly, else without wrappers, else without a first part that all share (such as
 * `model.`), else under the name that the curve classes of the official code have for it.
 */
export function indexByName<T extends TensorShape>(tensors: readonly T[]): (name: string) => T | undefined {
  const index = new Map<string, T>()
  const root = sharedRoot(tensors)
  const spellings = [(name: string) => name, plainName, (name: string) => plainName(name).slice(root.length)]
  for (const spell of spellings) {
    for (const tensor of tensors) {
      const name = spell(tensor.name)
      if (!index.has(name)) index.set(name, tensor)
    }
  }
  return (name) => index.get(name) ?? index.get(curveName(name))
}

function sharedRoot(tensors: readonly TensorShape[]): string {
  const root = /^(?:model|net|network|backbone)\./.exec(plainName(tensors[0]?.name ?? ''))?.[0] ?? ''
  return tensors.every(({ name }) => plainName(name).startsWith(root)) ? root : ''
}

const curveModules: Readonly<Record<string, string>> = {
  'conv_part.0': 'conv1',
  'conv_part.3': 'conv2',
  'conv_part.6': 'conv3',
  'fc_part.0': 'fc4',
  'fc_part.2': 'fc5',
  'fc_part.4': 'fc6',
  'classifier.1': 'fc1',
  'classifier.4': 'fc2',
  'classifier.6': 'fc3',
}

/** The official `*Curve` classes name some modules otherwise than the `*Base` classes. */
function curveName(name: string): string {
  return name
    .replace(/^(?:conv_part|fc_part|classifier)\.\d(?=\.\w+$)/, (module) => curveModules[module] ?? module)
    .replace(/^(layer\d\.\d+\.(?:downsample|shortcut))\.0(?=\.\w+$)/, '$1')
}
