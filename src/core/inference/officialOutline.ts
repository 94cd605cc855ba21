import type { Architecture } from '../networks/architecture.ts'
import {
  indexByName,
  isRunningStatistic,
  type StateTensor,
  type TensorShape,
} from '../networks/stateTensor.ts'
import { createOfficialConvFc } from './officialConvFc.ts'
import { createPreResNet } from './officialPreResNet.ts'
import { createVgg, type VggVariant } from './officialVgg.ts'
import { createOfficialWideResNet } from './officialWideResNet.ts'

/** An official network with its sizes, as tensors tell them. */
export type OfficialOutline =
  | {
      readonly kind: 'ConvFC'
      readonly classCount: number
      readonly channels: readonly number[]
      readonly hidden: readonly number[]
    }
  | {
      readonly kind: 'VGG'
      readonly classCount: number
      readonly stages: readonly (readonly number[])[]
      readonly hidden: readonly number[]
      readonly batchNorm: boolean
    }
  | {
      readonly kind: 'PreResNet'
      readonly classCount: number
      readonly blocks: number
      readonly bottleneck: boolean
      readonly widths: readonly number[]
    }
  | {
      readonly kind: 'WideResNet'
      readonly classCount: number
      readonly depth: number
      readonly widenFactor: number
    }

/** The outlines that names of a state dict suggest; which of them it is, if any, is for `alignTensors` to say. */
export function readOfficialOutlines(tensors: readonly TensorShape[]): OfficialOutline[] {
  const find = indexByName(tensors)
  /** Outputs of a layer, or nothing where it does not exist. */
  const out = (name: string): number | undefined => find(`${name}.weight`)?.shape[0]
  const outs = (name: (index: number) => string): number[] => {
    const list: number[] = []
    for (let next = out(name(0)); next !== undefined; next = out(name(list.length))) list.push(next)
    return list
  }
  const outlines: OfficialOutline[] = []
  const channels = outs((index) => `conv_part.${3 * index}`)
  const hidden = outs((index) => `fc_part.${2 * index}`)
  const last = hidden.pop()
  if (last !== undefined) outlines.push({ kind: 'ConvFC', classCount: last, channels, hidden })
  if (out('layer_blocks.0.0') !== undefined) outlines.push(readVgg(find, outs))
  const blocks = outs((index) => `layer1.${index}.bn1`).length
  const widths = outs((index) => `layer${index + 1}.0.conv1`)
  const fc = out('fc')
  if (blocks > 0 && fc !== undefined) {
    const bottleneck = out('layer1.0.conv3') !== undefined
    outlines.push({ kind: 'PreResNet', classCount: fc, blocks, bottleneck, widths })
  }
  const linear = out('linear')
  if (blocks > 0 && linear !== undefined) {
    const widenFactor = (widths[0] ?? 0) / 16
    outlines.push({ kind: 'WideResNet', classCount: linear, depth: 6 * blocks + 4, widenFactor })
  }
  return outlines
}

function readVgg(
  find: (name: string) => TensorShape | undefined,
  outs: (name: (index: number) => string) => number[],
): OfficialOutline {
  const batchNorm = find('layer_blocks.0.1.weight')?.shape.length === 1
  const stages: number[][] = []
  for (let stage = 0; find(`layer_blocks.${stage}.0.weight`); stage++) {
    stages.push(outs((index) => `layer_blocks.${stage}.${batchNorm ? 2 * index : index}`))
  }
  const hidden = outs((index) => `classifier.${index < 2 ? 3 * index + 1 : 3 * index}`)
  return { kind: 'VGG', classCount: hidden.pop() ?? 0, stages, hidden, batchNorm }
}

/** The architecture of an outline on images of `inputShape`; `variant` matters for VGGs with batch norm only. */
export function buildOfficial(
  outline: OfficialOutline,
  options: { readonly inputShape: readonly number[]; readonly variant: VggVariant },
): Architecture {
  const { inputShape, variant } = options
  switch (outline.kind) {
    case 'ConvFC':
      return createOfficialConvFc({ ...outline, inputShape })
    case 'VGG':
      return createVgg({ ...outline, inputShape, variant })
    case 'PreResNet':
      return createPreResNet({ ...outline, inputShape })
    case 'WideResNet':
      return createOfficialWideResNet({ ...outline, inputShape })
  }
}

/** The name by which the official code knows a network: `VGG16BN`, `PreResNet164`, `WideResNet28x10`. */
export function formatFamily(outline: OfficialOutline): string {
  switch (outline.kind) {
    case 'ConvFC':
      return 'ConvFC'
    case 'VGG':
      return `VGG${outline.stages.flat().length + outline.hidden.length + 1}${outline.batchNorm ? 'BN' : ''}`
    case 'PreResNet':
      return `PreResNet${outline.blocks * (outline.bottleneck ? 9 : 6) + 2}`
    case 'WideResNet':
      return `WideResNet${outline.depth}x${outline.widenFactor}`
  }
}

/**
 * Which VGG with batch norm the tensors were trained as. The official code never runs the second batch norm of a stage,
 * so that its statistics stay at mean 0 and variance 1; without elements the official names speak for the official code.
 */
export function guessVggVariant(
  tensors: readonly (TensorShape & { readonly data?: StateTensor['data'] })[],
): VggVariant {
  const find = indexByName(tensors.filter(({ name }) => isRunningStatistic(name)))
  const mean = find('layer_blocks.0.3.running_mean')?.data
  const variance = find('layer_blocks.0.3.running_var')?.data
  const holds = (data: StateTensor['data'] | undefined, value: number) =>
    data === undefined || Array.from<number | bigint>(data).every((element) => Number(element) === value)
  return holds(mean, 0) && holds(variance, 1) ? 'code' : 'paper'
}
