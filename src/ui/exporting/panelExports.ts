import { exportTexts } from '../texts/exporting.ts'

/** Files that belong to the landscape's panel. */
export const landscapeExports = {
  what: exportTexts.landscape,
  names: ['plane.svg', 'plane.png', 'surface.png', 'plane.npz', 'landscape.csv', 'surface.obj'],
} as const

/** Files that belong to the panel along the path. */
export const pathExports = {
  what: exportTexts.path,
  names: ['profile.svg', 'profile.png', 'curve.npz', 'segment.npz', 'profile.csv', 'statistics.csv'],
} as const
