import { LIMITS } from '../networks/network.ts'
import { ShapeError } from '../networks/shapeError.ts'
import { isBatchCounter, plainName, type TensorShape } from '../networks/stateTensor.ts'
import { formatTensorShape } from './tensorError.ts'

/** What the tensors of one layer tell about it. */
export interface TensorModule {
  /** Prefix of its tensors; empty where names say nothing. */
  readonly name: string
  readonly kind: 'conv2d' | 'linear' | 'batchnorm'
  readonly out: number
  /** Inputs that feed one output; for a batch norm those that it normalises. */
  readonly inputs: number
  /** Side of the kernel, 1 for other layers. */
  readonly kernel: number
  readonly bias: boolean
}

type Parts = Map<string, TensorShape>

const wanted = 'weight, bias or running statistics of a linear, conv2d or batchnorm layer'

/**
 * Gathers tensors into layers, in the order of their first tensor: by names that end in `weight`, `bias`,
 * `running_mean`, `running_var`, or by shapes where no name does.
 *
 * @throws ShapeError at the tensor that belongs to no layer that exists here
 */
export function groupModules(tensors: readonly TensorShape[]): TensorModule[] {
  const counted = tensors.filter(({ name }) => !isBatchCounter(name))
  const endings = counted.map(({ name }) =>
    /^(?:(.*)\.)?(weight|bias|running_mean|running_var)$/.exec(plainName(name)),
  )
  if (endings.every((ending) => ending === null)) return groupByShape(counted)
  const groups = new Map<string, Parts>()
  for (const [index, tensor] of counted.entries()) {
    const ending = endings[index]
    if (!ending) throw strange(tensor)
    const [, name = '', part = ''] = ending
    const parts = groups.get(name) ?? new Map<string, TensorShape>()
    groups.set(name, parts.set(part, tensor))
  }
  checkCount(groups.size)
  const modules = [...groups].map(([name, parts]) => readModule(name, parts))
  const hasStatistics = counted.some(({ name }) => name.endsWith('running_mean'))
  const hasImages = modules.some(({ kind }) => kind === 'conv2d')
  for (const [name, parts] of groups) {
    // A layer norm has the same tensors as a batch norm that was saved without its statistics.
    const scale = parts.get('weight')
    if (scale?.shape.length !== 1 || parts.has('running_mean')) continue
    if (hasStatistics || !(hasImages || /bn|batch/i.test(name))) throw strange(scale)
  }
  return modules
}

function readModule(name: string, parts: Parts): TensorModule {
  const weight = parts.get('weight')
  const bias = parts.get('bias')
  const any = weight ?? bias ?? [...parts.values()][0]
  if (weight === undefined) throw strange(any ?? { name, shape: [] })
  const [out = 0, inputs = out, kernel = 1, width = kernel] = weight.shape
  const kind = ([undefined, 'batchnorm', 'linear', undefined, 'conv2d'] as const)[weight.shape.length]
  const isNorm = kind === 'batchnorm'
  if (kind === undefined || kernel !== width || (isNorm && !bias)) throw strange(weight)
  for (const [part, tensor] of parts) {
    const fits = part === 'weight' || (tensor.shape.length === 1 && tensor.shape[0] === out)
    if (!fits || (part.startsWith('running') && !isNorm)) throw strange(tensor)
  }
  return { name, kind, out, inputs, kernel, bias: bias !== undefined }
}

/** A list of several sides starts a layer, a list of one is the bias of the layer before. */
function groupByShape(tensors: readonly TensorShape[]): TensorModule[] {
  const groups: Parts[] = []
  for (const tensor of tensors) {
    const last = groups.at(-1)
    if (tensor.shape.length > 1) groups.push(new Map([['weight', tensor]]))
    else if (last && !last.has('bias')) last.set('bias', tensor)
    else throw strange(tensor)
  }
  checkCount(groups.length)
  return groups.map((parts) => readModule('', parts))
}

function checkCount(count: number): void {
  if (count >= 1 && count <= LIMITS.layers) return
  throw new ShapeError({ path: 'tensors' }, `${count} layers`, `from 1 to ${LIMITS.layers}`)
}

function strange({ name, shape }: TensorShape): ShapeError {
  return new ShapeError({ path: `tensor ${name}` }, formatTensorShape(shape), wanted)
}
