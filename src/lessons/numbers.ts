/** How a number is written. */
export type NumberUnit = 'nats' | 'share' | 'distance' | 'count' | 'ratio' | 't'

/**
 * Numbers that a text may name: each is read from the present results as it is shown, so that it is the one on the screen.
 * `curve` is the curve as it is held now, `rival` the one that training left.
 */
export const numberUnits = {
  'network.parameters': 'count',
  'w1.trainNll': 'nats',
  'w2.trainNll': 'nats',
  'w1.trainAccuracy': 'share',
  'w2.trainAccuracy': 'share',
  'w1.testAccuracy': 'share',
  'w2.testAccuracy': 'share',
  'w1.norm': 'distance',
  'w2.norm': 'distance',
  'ends.distance': 'distance',
  'segment.max': 'nats',
  'segment.barrier': 'nats',
  'segment.highestT': 't',
  'segment.lowestAccuracy': 'share',
  'segment.middleAccuracy': 'share',
  'curve.max': 'nats',
  'curve.mean': 'nats',
  'curve.barrier': 'nats',
  'curve.lengthRatio': 'ratio',
  'curve.lowestTestAccuracy': 'share',
  'bend.height': 'distance',
  'rival.max': 'nats',
  'rival.mean': 'nats',
  'plane.reach': 'distance',
  'many.count': 'count',
  'many.highest': 'nats',
  'many.farthest': 'distance',
  'many.farthestShare': 'share',
  'modes.segmentLowest': 'nats',
  'modes.curveHighest': 'nats',
  'align.before': 'distance',
  'align.after': 'distance',
  'align.segmentBarrier': 'nats',
  'align.alignedBarrier': 'nats',
  'align.curveBarrier': 'nats',
  'cheat.max': 'nats',
  'cheat.segmentMax': 'nats',
  'cheat.differing': 'count',
  'along.firstError': 'share',
  'along.endsError': 'share',
  'along.curveError': 'share',
  'along.independentError': 'share',
  'along.count': 'count',
  'along.endsDiffer': 'share',
  'picked.bestError': 'share',
  'picked.bestNll': 'nats',
  'picked.ensembleError': 'share',
  'picked.ensembleNll': 'nats',
  'picked.averageError': 'share',
  'picked.averageNll': 'nats',
  'race.budget': 'count',
  'race.fgeError': 'share',
  'race.fgeNll': 'nats',
  'race.sseNll': 'nats',
  'race.independentNll': 'nats',
  'race.singleError': 'share',
} as const satisfies Readonly<Record<string, NumberUnit>>

export type NumberName = keyof typeof numberUnits

/** Whether a text names a number that there is. */
export function isNumberName(text: string): text is NumberName {
  return Object.hasOwn(numberUnits, text)
}
