import type { Network, PlannedLayer } from '../../core/networks/network.ts'
import { layerNames } from './layers.ts'
import { optionTexts } from './options.ts'

/** A network in a line, such as `2 → 16 ReLU → 16 ReLU → 2`. */
export function sketchNetwork({ architecture, layers }: Network): string {
  const parts = [architecture.input.join('×')]
  const visit = (planned: readonly PlannedLayer[]) => {
    for (const { layer, outShape, body } of planned) {
      if (layer.type === 'linear' || layer.type === 'conv2d') parts.push(outShape.join('×'))
      else if (layer.type in optionTexts.activation) parts.push(`${parts.pop()} ${layerNames[layer.type]}`)
      else if (layer.type === 'batchnorm') parts.push(`${parts.pop()} BN`)
      if (body) visit(body)
    }
  }
  visit(layers)
  return parts.join(' → ')
}
