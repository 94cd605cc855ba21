/** What the three modes are. */
export const threeModesText = {
  title: 'Three modes',
  shows:
    'Three networks from three seeds, the plane through them, and how high the loss rises between every two: along the straight segment, and along a curve that was trained between them.',
  doesNot:
    'Three are not all: that these join in pairs does not prove that any two networks of this kind do, nor that one curve serves all three.',
  run: 'Join the modes',
  again: 'Join them again',
  reading: 'science#three-modes',
} as const

const names = ['w₁', 'w₂', 'w₃'] as const

/** Words of its view. */
export const threeModesTexts = {
  mode: (index: number) => names[index] ?? '',
  pair: (a: number, b: number) => `${names[a]} – ${names[b]}`,
  graph: 'The modes and what joins them',
  graphHelp:
    'Distances are true, as are the angles: three points always lie in a plane. Written on each edge: the train barrier of the segment (dashed) and of the curve (solid), in nats.',
  graphLabel: (edges: readonly string[]) => `graph of three modes: ${edges.join('; ')}`,
  edge: (pair: string, segment: string, curve: string) => `${pair}: segment ${segment}, curve ${curve} nats`,
  waiting: '…',
  plane: 'The plane through the modes',
  planeHelp: (distance: string) =>
    `The curves are projected onto it: their points are up to ${distance} away from it.`,
  axes: { x: 'distance along w₁ → w₂', y: 'distance towards w₃' },
  t: 't',
  profiles: 'Train nll between every two',
  nll: 'train nll, nats',
  errors: 'Test error between every two',
  error: 'test error, %',
  segment: (pair: string) => `${pair}, segment`,
  curve: (pair: string) => `${pair}, curve`,
  empty: 'appears once all three modes are trained',
  table: 'Pairs of modes',
  columns: [
    'distance',
    'segment barrier',
    'curve barrier',
    'curve length',
    'length ratio',
    'worst test error, segment',
    'worst test error, curve',
  ],
  tableHelp: 'Barriers are of train nll, in nats.',
} as const
