/** Words of the panel of the network at t; the panel itself is loaded when it is seen. */
export const momentTexts = {
  data: 'the network at t, by test samples',
  title: (t: number) => `The network at t\u00a0=\u00a0${t.toFixed(2)}`,
  region: 'The network at t',
  views: 'what is seen of the network at t',
  tabs: {
    decision: 'Boundary',
    flips: 'Flips',
    confusion: 'Confusion',
    calibration: 'Calibration',
  },
  path: 'path of the network at t',
  paths: { curve: 'Curve', segment: 'Segment' },
  hovered: 'under the pointer',
  on: { curve: 'on the curve', segment: 'on the straight segment' },
  film: (epoch: number) => `at epoch ${epoch} of the training`,
  held: 'with the bend in the hand',
  ends: 'between the endpoints, no curve yet',
  opening: 'The study is opening.',
  none: {
    empty: 'Appears with the first endpoints.',
    training: 'Appears when the training is done.',
    stale: 'Out of date: run the study to see its networks again.',
  },
  failed: (message: string) => `This could not be computed: ${message}`,
  notFinite: (share: string) =>
    `The network overflows here: ${share} of its probabilities are not numbers, and such samples are left out.`,
} as const

/** Words of the decision boundary. */
export const decisionTexts = {
  label: (t: number, wrong: number, count: number) =>
    `decision boundary at t = ${t.toFixed(2)}: ${wrong} of ${count} test points on the wrong side`,
  axes: ['x₁, units of the data', 'x₂'],
  points: 'points',
  shown: { test: 'Test', train: 'Train', both: 'Both' },
  className: (name: string) => `class ${name}`,
  wrong: 'ringed: wrong',
  point: (split: string, row: number) => `${split} point ${row + 1}`,
  coarse: 'Colours say how sure the network is; lines, where its decision changes.',
} as const

/** Words of the samples whose class changes. */
export const flipTexts = {
  chart: 'test samples that changed class since w₁',
  chartTitle: 'Changed class since w₁',
  unit: 'samples',
  quantity: 'changed class since w₁',
  everything: 'Compute at every t',
  everythingHelp:
    'That takes longer than a moment for this network, so only the shown t is computed by itself.',
  pending: 'appears when every t is computed',
  filter: 'which test samples are listed',
  changed: (count: number) => `Changed since w₁: ${count}`,
  wrong: (count: number) => `Wrong: ${count}`,
  none: {
    changed: 'Every test sample has the class that it has at w₁.',
    wrong: 'Every test sample has the right class.',
  },
  ring: 'ringed: listed below',
  list: 'test samples',
  columns: ['row', 'label', 'at w₁', 'here', 'probability'],
  more: (count: number) => `and ${count} more`,
  sample: (row: number, told: { label: string; before: string; here: string; share: string }) =>
    `sample ${row + 1}, label ${told.label}: ${told.before} at w₁, ${told.here} here with ${told.share}`,
  caption: (label: string, here: string) => `${label} → ${here}`,
  hint: 'The pointer on a sample tells its class along the whole path.',
  course: (row: number, label: string, stretches: string) =>
    `Sample ${row + 1}, label ${label}: ${stretches}.`,
  stretch: (name: string, until: string, isLast: boolean) =>
    isLast ? `${name} to the end` : `${name} to t = ${until}`,
  moreFlips: (count: number) => `${count} more`,
  taken: (before: string, here: string) => `${before} at w₁, ${here} here`,
  here: (share: string) => `Here with probability ${share}.`,
  always: (name: string) => `${name} all the way`,
  notANumber: 'no number',
} as const

/** Words of the confusion matrix. */
export const confusionTexts = {
  label: 'confusion matrix of the test split',
  corner: 'label ↓ taken for →',
  total: 'all',
  cell: (label: string, predicted: string, count: number, share: string) =>
    `label ${label}, taken for ${predicted}: ${count}, ${share} of the row`,
  right: 'right',
  wrong: 'wrong',
  scale: (end: string) => `share of the row, 0 to ${end}`,
  hint: 'A cell shows its samples, under the pointer or by arrow keys.',
  samples: (label: string, predicted: string, count: number) =>
    label === predicted
      ? `Label ${label}, right: ${count}`
      : `Label ${label}, taken for ${predicted}: ${count}`,
  summary: (right: number, count: number, share: string) =>
    `${right} of ${count} test samples right, ${share}`,
} as const

/** Words of the reliability diagram. */
export const calibrationTexts = {
  chart: (error: string, accuracy: string, confidence: string) =>
    `reliability diagram of the test split: accuracy ${accuracy}, mean confidence ${confidence}, calibration error ${error}`,
  x: 'confidence, the largest probability, %',
  y: 'accuracy, %',
  data: 'the reliability diagram',
  counts: (most: number) => `samples, ${most} in the highest bar`,
  empty: 'nothing here is a finite number',
  figures: { error: 'calibration error', accuracy: 'accuracy', confidence: 'mean confidence' },
  keys: { accuracy: 'accuracy', over: 'too sure', under: 'not sure enough', even: 'as sure as right' },
  help: 'The calibration error is the mean distance of the bars from the dashed line, weighted by their samples.',
} as const
