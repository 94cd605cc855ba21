import type { Layer } from '../../core/networks/architecture.ts'
import type { Network, PlannedLayer } from '../../core/networks/network.ts'
import { layerNames } from './layers.ts'
import { optionTexts } from './options.ts'

const poolNames: Readonly<Partial<Record<Layer['type'], string>>> = {
  maxpool: 'max pool',
  avgpool: 'average pool',
  globalavgpool: 'global average',
}

/** A network in a line, such as `2 → 16 ReLU → 16 ReLU → 2`; pooling stands with the shape that it leaves. */
export function sketchNetwork({ architecture, layers }: Network): string {
  const parts = [architecture.input.join('×')]
  const visit = (planned: readonly PlannedLayer[]) => {
    for (const { layer, outShape, body } of planned) {
      if (layer.type === 'linear' || layer.type === 'conv2d') parts.push(outShape.join('×'))
      else if (layer.type in poolNames) parts.push(`${poolNames[layer.type]} ${outShape.join('×')}`)
      else if (layer.type in optionTexts.activation) parts.push(`${parts.pop()} ${layerNames[layer.type]}`)
      else if (layer.type === 'batchnorm') parts.push(`${parts.pop()} BN`)
      if (body) visit(body)
    }
  }
  visit(layers)
  return parts.join(' → ')
}
