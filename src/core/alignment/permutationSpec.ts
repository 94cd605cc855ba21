import type { Conv2dLayer } from '../networks/architecture.ts'
import type { Network, PlannedLayer, TensorSlot } from '../networks/network.ts'
import { createUnitSets, type PermutationGroup, type UnitSet, type UnitSets } from './unitSets.ts'

/** Along an axis, unit u of a group owns `block` neighbours from u·block on: a flattened channel owns its pixels. */
export interface PermutedAxis {
  readonly group: number
  readonly block: number
}

/** A tensor some axes of which are permuted: its outputs (`rows`, axis 0) and its inputs (`columns`, axis 1). */
export interface PermutedTensor {
  readonly slot: TensorSlot
  /** Whether it lies in the running statistics. */
  readonly isBuffer: boolean
  readonly rows?: PermutedAxis
  readonly columns?: PermutedAxis
}

/** What may be permuted in a network without changing its function. */
export interface PermutationSpec {
  readonly groups: readonly PermutationGroup[]
  /** Every tensor of the network that a permutation touches. */
  readonly tensors: readonly PermutedTensor[]
  /** Layers whose units keep their places, and why. */
  readonly unmoved: readonly { readonly layer: string; readonly reason: string }[]
}

/**
 * Derives which units of a network can change places (Ainsworth and others 2023, section 3): the outputs of every linear layer and
 * convolution, with the batch norm after it and the inputs of what follows. Streams that a residual layer adds share one
 * permutation. Inputs and classes stay, and so do the channels of grouped convolutions that are not depthwise.
 */
export function derivePermutations(network: Network): PermutationSpec {
  const walk: Walk = { sets: createUnitSets(), drafts: [], unmoved: [] }
  const [features = 1] = network.architecture.input
  const start = { set: walk.sets.create(features), block: 1 }
  walk.sets.fix(start.set)
  const end = walkLayers(walk, network.layers, start)
  walk.sets.fix(end.set)
  return finish(walk)
}

/** Channels of an activation: those of unit u are `block` neighbours. */
interface Channels {
  readonly set: UnitSet
  readonly block: number
}

interface TensorDraft {
  readonly slot: TensorSlot
  readonly isBuffer: boolean
  readonly rows?: Channels
  readonly columns?: Channels
}

interface Walk {
  readonly sets: UnitSets
  readonly drafts: TensorDraft[]
  readonly unmoved: { readonly layer: string; readonly reason: string }[]
}

function walkLayers(walk: Walk, layers: readonly PlannedLayer[], channels: Channels): Channels {
  return layers.reduce((current, planned) => walkLayer(walk, planned, current), channels)
}

function walkLayer(walk: Walk, planned: PlannedLayer, channels: Channels): Channels {
  const { layer, inShape } = planned
  switch (layer.type) {
    case 'linear':
      return walkMap(walk, planned, channels)
    case 'conv2d':
      return (layer.groups ?? 1) === 1
        ? walkMap(walk, planned, channels)
        : walkGrouped(walk, planned, { layer, channels })
    case 'batchnorm':
      for (const slot of planned.parameters) walk.drafts.push({ slot, isBuffer: false, rows: channels })
      for (const slot of planned.buffers) walk.drafts.push({ slot, isBuffer: true, rows: channels })
      return channels
    case 'flatten': {
      const pixels = inShape.slice(1).reduce((product, side) => product * side, 1)
      return { set: channels.set, block: channels.block * pixels }
    }
    case 'residual':
      return walkResidual(walk, planned, channels)
    default:
      return channels
  }
}

/** Every output is a unit of its own. */
function walkMap(walk: Walk, planned: PlannedLayer, columns: Channels): Channels {
  const rows = { set: walk.sets.create(planned.outShape[0] ?? 1, layerName(planned)), block: 1 }
  const [weight, bias] = planned.parameters
  if (weight) walk.drafts.push({ slot: weight, isBuffer: false, rows, columns })
  if (bias) walk.drafts.push({ slot: bias, isBuffer: false, rows })
  return rows
}

function walkGrouped(
  walk: Walk,
  planned: PlannedLayer,
  { layer, channels }: { readonly layer: Conv2dLayer; readonly channels: Channels },
): Channels {
  const inputs = planned.inShape[0] ?? 1
  if (layer.groups === inputs) {
    // Depthwise: the outputs of a channel move with it.
    const rows = { set: channels.set, block: (channels.block * layer.out) / inputs }
    for (const slot of planned.parameters) walk.drafts.push({ slot, isBuffer: false, rows })
    return rows
  }
  const reason = `its ${layer.groups} groups read fixed ranges of channels`
  walk.sets.fix(channels.set)
  const set = walk.sets.create(layer.out, layerName(planned))
  walk.sets.fix(set)
  walk.unmoved.push({ layer: layerName(planned), reason })
  return { set, block: 1 }
}

function walkResidual(walk: Walk, planned: PlannedLayer, channels: Channels): Channels {
  const body = walkLayers(walk, planned.body ?? [], channels)
  const shortcut = walkLayers(walk, planned.shortcut ?? [], channels)
  if (body.block === shortcut.block) {
    const stays = [body, shortcut].find(({ set }) => walk.sets.isFixed(set))
    const joins = [body, shortcut].find(({ set }) => !walk.sets.isFixed(set))
    if (stays && joins) {
      const reason = 'its units are added to ones that keep their places'
      walk.unmoved.push(...walk.sets.layersOf(joins.set).map((layer) => ({ layer, reason })))
    }
    walk.sets.join(body.set, shortcut.set)
    return body
  }
  for (const { set } of [body, shortcut]) walk.sets.fix(set)
  const reason = 'its two branches divide their channels differently'
  walk.unmoved.push({ layer: planned.path, reason })
  return body
}

function layerName({ parameters, path }: PlannedLayer): string {
  return parameters[0]?.name.replace(/\.[^.]*$/, '') ?? path
}

function finish({ sets, drafts, unmoved }: Walk): PermutationSpec {
  const groups = sets.list()
  const place = (channels: Channels | undefined): PermutedAxis | undefined => {
    const group = channels ? sets.groupOf(channels.set) : -1
    return channels && group >= 0 ? { group, block: channels.block } : undefined
  }
  const tensors = drafts.flatMap(({ slot, isBuffer, ...axes }) => {
    const [rows, columns] = [place(axes.rows), place(axes.columns)]
    if (!rows && !columns) return []
    return [{ slot, isBuffer, ...(rows ? { rows } : {}), ...(columns ? { columns } : {}) }]
  })
  return { groups, tensors, unmoved }
}
