/** What the cheating path is. */
export const cheatingPathText = {
  title: 'The cheating path',
  shows:
    'A path that joins any two networks of this kind: w₁ is shrunk to the origin and w₂ grown out of it so that no label changes on the way, while the loss climbs to that of guessing.',
  doesNot:
    'It is no valley: accuracy alone does not tell a good path from this one, which is why curves are judged by their loss.',
  run: 'Walk the path',
  again: 'Walk it again',
  reading: 'science#the-cheating-path',
} as const

/** Words of its view. */
export const cheatingPathTexts = {
  t: 't, the origin at ½',
  loss: 'Train nll',
  nll: 'train nll, nats',
  errors: 'Test error',
  error: 'test error, %',
  path: 'through the origin',
  segment: 'segment',
  empty: 'appears with the first walk',
  refused: (reason: string) =>
    `This network cannot take it: ${reason}. It takes linear layers and convolutions in a row, with ReLU, leaky ReLU or pooling between them and no batch norm.`,
  table: 'Along the path',
  columns: [
    'train nll at w₁',
    'train nll at w₂',
    'highest train nll',
    'barrier',
    'test error at w₁',
    'test error at w₂',
    'changed test labels',
    'length',
  ],
  changedHelp:
    'Changed labels are the most at any point but t = ½, against the end on its side. At the origin every logit is 0, so that labels mean nothing there and nll is the logarithm of the number of classes.',
  ofSamples: (changed: number, count: number) => `${changed} of ${count}`,
} as const
