import type { Pick } from '../../../store/landscape/pickKind.ts'
import { formatFixed } from '../formatting.ts'

/** What a picked network is called. */
export function pickName(pick: Pick): string {
  return pick.on === 'plane'
    ? `P(${formatFixed(pick.x, 2)}, ${formatFixed(pick.y, 2)})`
    : `φ(${formatFixed(pick.t, 2)})`
}

/** Words of picked networks. */
export const pickedTexts = {
  how: 'Hold Shift and click the landscape, or probe a network and add it; or add one here.',
  atTime: (t: string) => `Add φ(${t})`,
  x: 'x',
  y: 'y',
  atPlace: 'Add P(x, y)',
  picks: 'Picked networks',
  remove: (name: string) => `take ${name} away`,
  clear: 'Take all away',
  none: 'No network is picked yet.',
  full: (most: number) => `${most} is the most.`,
  table: 'Picked networks on the test split',
  ensemble: (count: number) => `ensemble of ${count}`,
  average: 'weight average',
  best: (name: string) => `best single, ${name}`,
  help: (share: string, hasBatchNorm: boolean) =>
    `Two of them differ on ${share} of the samples, on average.${hasBatchNorm ? ' The weight average has its batch norm recomputed.' : ''} ECE is the expected calibration error.`,
  stale: 'The figures are of other networks than those picked now.',
  add: 'Add to the ensemble',
  picked: (count: number) => (count === 1 ? '1 network picked' : `${count} networks picked`),
  compare: 'Compare them',
} as const
