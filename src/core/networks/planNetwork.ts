import { inferLayer } from '../inference/inferLayer.ts'
import type { LayerInference } from '../inference/layerInference.ts'
import type { Architecture, Layer, ResidualLayer } from './architecture.ts'
import { describeValue, formatShape, type LayerPlace } from './layerSettings.ts'
import { appendTensors, createLayout, type TensorLayout } from './layoutTensors.ts'
import { LIMITS, type Network, type PlannedLayer, type TensorSlot } from './network.ts'
import { readInputShape } from './readInputShape.ts'
import { ShapeError } from './shapeError.ts'

/** What grows while layers are planned in `parameters()` order. */
interface Plan {
  readonly parameters: TensorLayout
  readonly buffers: TensorLayout
  /** Name of each layer with tensors, and its position. */
  readonly names: Map<string, string>
  multiplyAdds: number
  layerCount: number
}

/** Where a list of layers stands: `prefix` precedes each position, `owner` is who holds the list, for errors. */
interface Branch {
  readonly prefix: string
  readonly owner: { readonly path: string; readonly type?: string }
  readonly depth: number
  readonly inShape: readonly number[]
}

/**
 * Infers every shape and lays all tensors out in PyTorch's `parameters()` order, a residual layer's body before its
 * shortcut. Takes any value, such as a parsed file: it ends soon and either returns a network or throws.
 *
 * @throws ShapeError that names the layer, what it got and what it wanted
 */
export function planNetwork(architecture: Architecture): Network {
  if (typeof architecture !== 'object' || architecture === null) {
    throw new ShapeError({ path: 'architecture' }, describeValue(architecture), 'an input shape and layers')
  }
  const inShape = readInputShape(architecture.input)
  const plan: Plan = {
    parameters: createLayout(),
    buffers: createLayout(),
    names: new Map(),
    multiplyAdds: 0,
    layerCount: 0,
  }
  const root: Branch = { prefix: '', owner: { path: 'network' }, depth: 0, inShape }
  const layers = planBranch(plan, architecture.layers, root)
  const forwardFlops = 2 * plan.multiplyAdds
  if (forwardFlops > LIMITS.forwardFlops) {
    const wanted = `at most ${LIMITS.forwardFlops}`
    throw new ShapeError({ path: 'network' }, `${forwardFlops} operations a sample`, wanted)
  }
  return {
    architecture,
    layers,
    parameters: plan.parameters.slots,
    buffers: plan.buffers.slots,
    parameterCount: plan.parameters.count,
    bufferCount: plan.buffers.count,
    classCount: readClassCount(layers.at(-1)?.outShape ?? inShape, plan.parameters.count),
    forwardFlops,
  }
}

function readClassCount(outShape: readonly number[], parameterCount: number): number {
  if (parameterCount === 0) {
    throw new ShapeError({ path: 'network' }, 'no weights', 'at least one linear or conv2d layer')
  }
  const [classes] = outShape
  if (classes === undefined || outShape.length !== 1 || classes < 2) {
    const wanted = 'one number per class, at least 2 (end with a linear layer)'
    throw new ShapeError({ path: 'output' }, `shape ${formatShape(outShape)}`, wanted)
  }
  return classes
}

function planBranch(plan: Plan, layers: unknown, branch: Branch): PlannedLayer[] {
  if (!Array.isArray(layers)) {
    throw new ShapeError(branch.owner, `${describeValue(layers)} as layers`, 'a list of layers')
  }
  plan.layerCount += layers.length
  if (plan.layerCount > LIMITS.layers) {
    throw new ShapeError(branch.owner, `more than ${LIMITS.layers} layers`, `at most ${LIMITS.layers} in all`)
  }
  const planned: PlannedLayer[] = []
  let inShape = branch.inShape
  for (const [index, layer] of layers.entries()) {
    const next = planLayer(plan, layer, { ...branch, inShape, prefix: `${branch.prefix}${index}` })
    planned.push(next)
    inShape = next.outShape
  }
  return planned
}

function planLayer(plan: Plan, layer: Layer, branch: Branch): PlannedLayer {
  const { prefix: path, inShape } = branch
  if (typeof layer !== 'object' || layer === null) {
    throw new ShapeError({ path: `layer ${path}` }, describeValue(layer), 'a layer with a type')
  }
  const type: unknown = layer.type
  const place = { path, type: typeof type === 'string' ? type.slice(0, 40) : describeValue(type) }
  if (layer.type === 'residual') return planResidual(plan, layer, { ...branch, owner: place })
  const inference = inferLayer(layer, inShape, place)
  const { outShape } = inference
  const size = outShape.reduce((product, side) => product * side, 1)
  if (size > LIMITS.layerSize) {
    throw new ShapeError(
      place,
      `output ${formatShape(outShape)}`,
      `at most ${LIMITS.layerSize} values a sample`,
    )
  }
  return { layer, path, inShape, outShape, ...placeTensors(plan, inference, { place, layer }) }
}

function planResidual(plan: Plan, layer: ResidualLayer, branch: Branch): PlannedLayer {
  const { prefix: path, owner, inShape, depth } = branch
  if (depth >= LIMITS.depth) {
    throw new ShapeError(owner, `${depth + 1} residual layers inside one another`, `at most ${LIMITS.depth}`)
  }
  const planPart = (part: 'body' | 'shortcut') =>
    planBranch(plan, layer[part], { prefix: `${path}.${part}.`, owner, depth: depth + 1, inShape })
  const body = planPart('body')
  if (body.length === 0) throw new ShapeError(owner, 'an empty body', 'at least one layer')
  const shortcut = planPart('shortcut')
  const outShape = body.at(-1)?.outShape ?? inShape
  const shortcutShape = shortcut.at(-1)?.outShape ?? inShape
  if (formatShape(outShape) !== formatShape(shortcutShape)) {
    const got = `body ${formatShape(outShape)} and shortcut ${formatShape(shortcutShape)}`
    throw new ShapeError(owner, got, 'the same shape from both, since they are added')
  }
  return { layer, path, inShape, outShape, parameters: [], buffers: [], body, shortcut }
}

function placeTensors(
  plan: Plan,
  inference: LayerInference,
  options: { readonly place: LayerPlace; readonly layer: Layer },
): { parameters: TensorSlot[]; buffers: TensorSlot[] } {
  const { place, layer } = options
  plan.multiplyAdds += inference.multiplyAdds ?? 0
  if (inference.parameters === undefined) return { parameters: [], buffers: [] }
  const name = claimName(plan, layer, place)
  const parameters = appendTensors(plan.parameters, name, inference.parameters)
  const buffers = appendTensors(plan.buffers, name, inference.buffers ?? [])
  if (plan.parameters.count > LIMITS.parameters) {
    const got = `${plan.parameters.count} parameters up to here`
    throw new ShapeError(place, got, `at most ${LIMITS.parameters} in all`)
  }
  return { parameters, buffers }
}

function claimName(plan: Plan, layer: Layer, place: LayerPlace): string {
  const given: unknown = 'name' in layer ? layer.name : undefined
  if (given === undefined) return claimFree(plan, place.path, place)
  if (typeof given !== 'string' || !/^[\w.-]+$/.test(given) || given.length > LIMITS.nameLength) {
    const wanted = `1 to ${LIMITS.nameLength} letters, digits, dots, dashes or underscores`
    throw new ShapeError(place, `name ${describeValue(given)}`, wanted)
  }
  return claimFree(plan, given, place)
}

function claimFree(plan: Plan, name: string, place: LayerPlace): string {
  const holder = plan.names.get(name)
  if (holder !== undefined) {
    throw new ShapeError(place, `name "${name}", which layer ${holder} has too`, 'a name of its own')
  }
  plan.names.set(name, place.path)
  return name
}
