import { ShapeError } from '../networks/shapeError.ts'
import type { TensorModule } from './tensorModule.ts'

/** What flows between two layers; nothing is known before the first. */
type Flow = { readonly kind: 'unknown' | 'image' | 'features'; readonly channels: number }

const start: Flow = { kind: 'unknown', channels: 0 }

const chainWanted = 'one layer after another (a network with branches needs an architecture.json)'

/** Layers that are tried before a search for an order gives up. */
const searchSteps = 20_000

/**
 * Puts layers into an order in which each fits what the one before gives: the order of the file, unless that is merely
 * alphabetical or does not fit, else one that follows the numbers in the names.
 *
 * @throws ShapeError at the first layer that does not fit in the order of the file, and at one whose name tells of a branch
 */
export function orderModules(modules: readonly TensorModule[], alphabetical: boolean): TensorModule[] {
  const branch = modules.find(({ name }) => /downsample|shortcut|skip|residual/i.test(name))
  if (branch) throw new ShapeError({ path: branch.name, type: branch.kind }, 'a second branch', chainWanted)
  const firstMisfit = findMisfit(modules)
  if (firstMisfit === undefined && !alphabetical) return [...modules]
  const ordered = searchOrder(modules)
  if (ordered) return ordered
  if (firstMisfit === undefined) return [...modules]
  const { module, flow } = firstMisfit
  const gives = flow.kind === 'image' ? 'channels' : 'features'
  throw new ShapeError(
    { path: module.name, type: module.kind },
    `${module.inputs} inputs`,
    `${flow.channels}, the ${gives} before it: ${chainWanted}`,
  )
}

function findMisfit(modules: readonly TensorModule[]): { module: TensorModule; flow: Flow } | undefined {
  let flow = start
  for (const module of modules) {
    const next = passThrough(flow, module)
    if (next === undefined) return { module, flow }
    flow = next
  }
  return undefined
}

/**
 * What a layer gives, or undefined where it does not fit. Of convolutions in groups only those with one input channel a
 * group fit: the projection of a residual network could be taken for others.
 */
function passThrough(flow: Flow, module: TensorModule): Flow | undefined {
  const { kind, out, inputs } = module
  const { channels } = flow
  if (kind === 'batchnorm') {
    if (flow.kind === 'unknown') return { kind: 'unknown', channels: out }
    return out === channels ? flow : undefined
  }
  if (kind === 'conv2d') {
    if (flow.kind === 'features') return undefined
    const next: Flow = { kind: 'image', channels: out }
    if (channels === 0 || inputs === channels) return next
    return inputs === 1 && out % channels === 0 ? next : undefined
  }
  const fits = flow.kind === 'features' ? inputs === channels : channels === 0 || inputs % channels === 0
  return fits ? { kind: 'features', channels: out } : undefined
}

function searchOrder(modules: readonly TensorModule[]): TensorModule[] | undefined {
  const left = modules.map((module) => ({ module, key: sortKey(module), used: false }))
  left.sort((a, b) => compareKeys(a.key, b.key))
  const chosen: TensorModule[] = []
  let steps = searchSteps
  const extend = (flow: Flow): boolean => {
    if (chosen.length === modules.length) return true
    for (const entry of left) {
      if (entry.used) continue
      const isLeadingNorm = chosen.length === 0 && entry.module.kind === 'batchnorm'
      const next = isLeadingNorm ? undefined : passThrough(flow, entry.module)
      if (next === undefined) continue
      steps -= 1
      if (steps < 0) return false
      entry.used = true
      chosen.push(entry.module)
      if (extend(next)) return true
      chosen.pop()
      entry.used = false
    }
    return false
  }
  return extend(start) ? chosen : undefined
}

/** Linear layers last, then the numbers in the name, then batch norm after its layer; a linear layer without a number ends. */
function sortKey({ name, kind }: TensorModule): readonly number[] {
  const numbers = (name.match(/\d{1,9}/g) ?? []).map(Number)
  if (kind === 'linear' && numbers.length === 0) return [1, Number.POSITIVE_INFINITY]
  return [kind === 'linear' ? 1 : 0, ...numbers, kind === 'batchnorm' ? 0.5 : -1]
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? Number.NEGATIVE_INFINITY) - (b[i] ?? Number.NEGATIVE_INFINITY)
    if (difference !== 0) return difference
  }
  return 0
}
