import type { Network, PlannedLayer } from './network.ts'

/** Whether a batch of one row would leave some batch norm a single value per channel, whose variance does not exist. */
export function normalizesSingleValues(network: Network): boolean {
  return network.layers.some(isSingleValued)
}

function isSingleValued({ layer, inShape, body = [], shortcut = [] }: PlannedLayer): boolean {
  if (layer.type !== 'batchnorm') return [...body, ...shortcut].some(isSingleValued)
  return inShape.slice(1).every((side) => side === 1)
}
