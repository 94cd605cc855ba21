/** What the page says of *Permutation alignment* as an experiment. */
export const alignmentText = {
  title: 'Permutation alignment',
  shows:
    'How much of the barrier between w₁ and w₂ is a matter of order: the hidden units of w₂ change places so that its weights come as near as may be to those of w₁, which changes nothing that it computes, and paths to it are compared with paths to w₂.',
  doesNot:
    'Weight matching finds a good permutation and not the best one, so a barrier that stays may still be one of order.',
  run: 'Align the networks',
  again: 'Align again',
  reading: 'science#alignment',
} as const

/** Words of *Permutation alignment*. */
export const alignmentTexts = {
  ways: {
    segment: 'segment to w₂',
    alignedSegment: 'segment to π(w₂)',
    curve: 'curve to w₂',
    alignedCurve: 'curve to π(w₂)',
  },
  losses: 'Train nll along each way',
  errors: 'Test error along each way',
  t: 't',
  nll: 'train nll, nats',
  error: 'test error, %',
  barriers: 'Barriers',
  barrierColumns: ['barrier, train nll', 'highest train nll', 'barrier, test error', 'length'],
  barriersHelp:
    'The barrier is how far a profile rises above the straight line between its ends. π(w₂) is w₂ with its units in their new places: the same function.',
  closer: (before: string, after: string) => `‖w₁ − w₂‖ is ${before}, ‖w₁ − π(w₂)‖ is ${after}.`,
  similarity: 'Similarity by sweep',
  sweep: 'sweep',
  product: '⟨w₁, π(w₂)⟩',
  units: 'Units that moved',
  unitsColumns: ['moved', 'of'],
  stays: (reason: string) => `stays: ${reason}`,
  plane: 'The plane of w₁, w₂ and π(w₂)',
  planeHelp: (distance: string) =>
    `The curve is the one to π(w₂), projected; it lies up to ${distance} away from the plane.`,
  degenerate:
    'π(w₂) lies on the line through w₁ and w₂, so the second direction of this plane is a random one.',
  names: ['w₁', 'w₂', 'π(w₂)'],
  yLabel: 'distance towards π(w₂)',
  empty: 'appears when the networks are aligned',
} as const
