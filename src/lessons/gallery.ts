/** A study that ships with the page. Its file is `studies/<name>.safetensors`. */
export interface RecordedStudy {
  readonly name: string
  readonly title: string
  /** The choices that it is recorded with, as the words of a link; without `numbers`. */
  readonly link: string
}

/** A recorded study of the gallery. Its pictures are `studies/<name>-light.webp` and `-dark.webp`. */
export interface GalleryStudy extends RecordedStudy {
  /** What there is to see, in a sentence. */
  readonly sentence: string
}

/** Two recorded studies that are worth a look side by side. */
export interface RecordedPair {
  readonly title: string
  /** What there is to see, in a sentence. */
  readonly sentence: string
  /** Names of the studies, the left one first. */
  readonly names: readonly [left: string, right: string]
}

const spirals = 'data=spirals&noise=0.05&epochs=400&curveEpochs=300&res=31'
const digitImages = 'data=digits&testShare=0.2&net=cnn&epochs=20&curveEpochs=20'

/** The recorded studies, in the order in which they are shown; the first one is that of the first paint. */
export const galleryStudies: readonly GalleryStudy[] = [
  {
    name: 'moons',
    title: 'Two moons, one bend',
    sentence: 'Two networks that tell two moons apart, and the Bezier curve of low loss between them.',
    link: '',
  },
  {
    name: 'moons-chain',
    title: 'Two moons, a chain',
    sentence: 'The same two networks, joined by two straight pieces that meet at the bend.',
    link: 'curve=chain',
  },
  {
    name: 'three-modes',
    title: 'Three modes',
    sentence: 'Three networks from three seeds: a wall between every two, and a curve around each wall.',
    link: 'stage=threeModes',
  },
  {
    name: 'spirals-widths',
    title: 'Spirals: narrow against wide',
    sentence: 'Pairs of networks of growing width on three spirals: the wider they are, the lower the curve.',
    link: `${spirals}&widths=32-32&stage=widths&sweepWidths=4-8-16-32-64&sweepRepeats=2`,
  },
  {
    name: 'digits-mlp',
    title: 'Digits, a perceptron',
    sentence: 'Two perceptrons that read handwritten digits; along the curve all networks read them well.',
    link: 'data=digits&widths=32-32&epochs=100&curveEpochs=150&testShare=0.2&res=31',
  },
  {
    name: 'digits-cnn-bn',
    title: 'Digits, a CNN with batch norm',
    sentence:
      'Convolutions and batch norm, whose statistics are computed anew for every network of the curve and the plane.',
    link: `${digitImages}&bn=1`,
  },
  {
    name: 'ensembles',
    title: 'FGE against snapshots',
    sentence:
      'Three ways to spend the same epochs on an ensemble; in every repetition that of fast geometric ensembling has a lower test nll than the snapshots.',
    link: 'data=spirals&n=2000&testShare=0.75&noise=0.12&widths=32-32&epochs=60&curveEpochs=60&stage=race&fgeCycle=4',
  },
  {
    name: 'alignment',
    title: 'The same network in another order',
    sentence:
      'Much of the wall between two networks is a matter of order: it falls when the hidden units of one change places.',
    link: 'data=digits&widths=32&epochs=60&curveEpochs=60&testShare=0.2&stage=alignment',
  },
]

/** Recorded studies that stand in pairs alone. */
const comparedStudies: readonly RecordedStudy[] = [
  { name: 'digits-cnn', title: 'Digits, a CNN without batch norm', link: digitImages },
  { name: 'spirals-narrow', title: 'Spirals, 8 units a layer', link: `${spirals}&widths=8-8` },
  { name: 'spirals-wide', title: 'Spirals, 32 units a layer', link: `${spirals}&widths=32-32` },
]

/** Every recorded study. */
export const recordedStudies: readonly RecordedStudy[] = [...galleryStudies, ...comparedStudies]

/** Pairs that are one click away. */
export const recordedPairs: readonly RecordedPair[] = [
  {
    title: 'Bezier and chain',
    sentence:
      'The same two networks and the same budget, joined by a smooth curve and by two straight pieces.',
    names: ['moons', 'moons-chain'],
  },
  {
    title: 'Narrow and wide',
    sentence: 'The same spirals and recipe; one pair of networks has four times as many units in each layer.',
    names: ['spirals-narrow', 'spirals-wide'],
  },
  {
    title: 'With and without batch norm',
    sentence: 'The same CNN, seeds and recipe; one pair of networks has batch norm behind every convolution.',
    names: ['digits-cnn-bn', 'digits-cnn'],
  },
]
