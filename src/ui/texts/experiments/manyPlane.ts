/** Words of the plane of *Not one path but many*. */
export const manyPlaneTexts = {
  title: 'A plane through three of the networks',
  places: ['Origin', 'Right', 'Up'],
  placeHelp: 'The plane goes through the three; the first two give its horizontal direction.',
  endpoint: (index: number) => (index === 0 ? 'w₁' : 'w₂'),
  bend: (seed: number, bend: number, count: number) =>
    count === 1 ? `bend of seed ${seed}` : `bend ${bend} of seed ${seed}`,
  /** Beside its mark. */
  short: (seed: number, bend: number, count: number) => (count === 1 ? `${seed}` : `${seed}·${bend}`),
  xLabel: (from: string, to: string) => `distance along ${from} → ${to}`,
  yLabel: (name: string) => `distance towards ${name}`,
  stale: 'The settings have changed: train the curves again to look at other planes.',
  none: 'w₁, w₂ and the first bend lie on one line; choose other networks.',
  projected:
    'Hollow marks are projections, and so is every curve that leaves the plane: how far from it each network really is stands below.',
  table: 'Distance from the plane',
  columns: ['x', 'y', 'distance from the plane'],
} as const
