/** Words of the dialog that opens files. */
export const dialogTexts = {
  title: 'Open files',
  close: 'close without opening',
  cancel: 'Cancel',
  take: 'Open',
  reading: (name: string | undefined) => `Reading ${name ?? ''} …`,
  progress: 'reading the files',
} as const

/** Words of its table of files. */
export const fileTableTexts = {
  label: 'opened files',
  file: 'File',
  recognised: 'Recognised as',
  place: 'Goes to',
} as const

/** Words of what is asked about data. */
export const dataOptionTexts = {
  label: 'data of the files',
  title: 'Data',
  labelColumn: 'Label column',
  split: 'Split',
  splitColumn: 'Split column',
  testValues: 'Test values',
  chooseValues: 'Choose values',
  testShare: 'Test share',
  normalization: 'Normalisation',
  working: 'Preparing …',
  counts: (train: number, test: number, shape: readonly number[], classes: number) =>
    `${train} + ${test} rows of ${shape.join(' × ')}, ${classes} classes`,
  memory: (size: string) => `${size} in memory, once for the page and once for each worker`,
  leftOut: (rows: number) => `${rows} rows with a missing cell left out`,
  unused: (columns: readonly string[]) => `no features: ${columns.join(', ')}`,
} as const

/** Words of what is asked about the network. */
export const networkOptionTexts = {
  label: 'network of the files',
  title: 'Network',
  curve: 'Shape of the curve',
  sketch: (network: string, parameters: string) => `${network} · ${parameters} parameters`,
} as const

/** Words of the check of the opened networks on the data. */
export const findingTexts = {
  working: 'Evaluating the networks on the data …',
  label: 'accuracy on the data',
  title: (studyData: string | undefined) =>
    studyData === undefined ? 'Accuracy on the data' : `Accuracy on the data of the study (${studyData})`,
  told: (data: string) =>
    `The files say that their networks were trained on ${data}; the study takes these data.`,
  network: 'Network',
  train: 'Train',
  test: 'Test',
  permuted: (accuracy: string, classes: readonly number[]) =>
    `The classes look permuted: in another order the first network would be right on ${accuracy}. Its classes 0, 1, … seem to mean ${classes.join(', ')} of the data.`,
} as const
