/** Names of the columns that tables behind charts have. */
export const dataColumns = {
  series: 'series',
  network: 'network',
  epoch: 'epoch',
  trainNll: 'train nll, nats',
  testNll: 'test nll, nats',
  trainAccuracy: 'train accuracy, %',
  testAccuracy: 'test accuracy, %',
  image: 'image',
  class: 'class',
  x: 'x',
  y: 'y',
  t: 't',
  sample: 'sample of the test split, from 0',
  predicted: 'taken for',
  atStart: 'taken for by w₁',
  probability: (name: string) => `probability of ${name}`,
  pair: 'modes',
  segmentBarrier: 'barrier of the segment, nats',
  curveBarrier: 'barrier of the curve, nats',
  /** Lines that have no name in the chart. */
  lines: { preview: 'as the landscape foretells' } as Readonly<Record<string, string>>,
} as const
