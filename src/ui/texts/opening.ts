import type { NormalizationName } from '../../core/data/imageNormalization.ts'
import type { Question, QuestionTopic } from '../../core/inference/inferenceQuestion.ts'
import type { FileSummary, ResultsKind, ResultsSummary } from '../../protocol/fileReader.ts'
import type { FilePlace, UnplacedReason } from '../../store/files/assignments.ts'
import type { EndFinding, NetworkState, Obstacle, OpeningState } from '../../store/files/openingState.ts'
import { optionTexts } from './options.ts'

const formatNames: Readonly<Record<string, string>> = {
  torch: 'PyTorch',
  safetensors: 'safetensors',
  npz: 'NumPy npz',
  npy: 'NumPy npy',
  hdf5: 'HDF5',
  csv: 'table',
  idx: 'IDX',
  cifar: 'CIFAR',
  json: 'JSON',
}

const resultNames: Readonly<Record<ResultsKind, string>> = {
  curve: 'official curve.npz',
  plane: 'official plane.npz',
  chain: 'official chain.npz',
  surface: 'surface of loss-landscape',
  directions: 'directions of loss-landscape',
  projection: 'trajectory of loss-landscape',
}

/** What a file of results holds: `official plane.npz, 21 × 21 points`. */
function resultsText({ kind, size }: ResultsSummary): string {
  if (kind === 'directions') return `${counted(size[0] ?? 0, 'direction')} of loss-landscape`
  const points = size.length === 2 ? `${size.join(' × ')} points` : counted(size[0] ?? 0, 'point')
  return `${resultNames[kind]}, ${points}`
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** What a file was recognised as. */
export function recognisedText(file: FileSummary): string {
  if (file.kind === 'unknown') return 'not recognised'
  if (file.kind === 'unreadable') return 'cannot be read'
  const format = formatNames[file.format] ?? file.format
  switch (file.kind) {
    case 'tensors': {
      if (file.results) return resultsText(file.results)
      const what = counted(file.tensors.length, 'tensor')
      if (file.curve) return `${format} curve checkpoint, ${file.curve.controlPointCount} control points`
      if (file.arrays) return `${format} data, ${counted(file.arrays.rows, 'row')} to train on`
      return `${format} checkpoint, ${what}${file.key ? ` under ${file.key}` : ''}`
    }
    case 'table':
      return `${format}, ${counted(file.rows, 'row')} × ${counted(file.columns.length, 'column')}${file.decimalComma ? ', decimal commas' : ''}`
    case 'images':
      return `${format}, ${counted(file.count, 'image')}`
    case 'labels':
      return `${format}, ${counted(file.count, 'label')}`
    case 'labelled-images':
      return `${format}, ${counted(file.count, 'image')} with labels`
    case 'shard-index':
      return `index of ${counted(file.shards.length, 'file')}`
    case 'json':
      return 'JSON'
    case 'study':
      return 'Isthmus study'
  }
}

/** What was left alone inside a file, as a remark; empty where nothing was. */
export function skippedText(file: FileSummary): string {
  if (file.kind !== 'tensors' || file.skipped.length === 0) return ''
  const shown = file.skipped.slice(0, 3).join(', ')
  return `left alone: ${file.skipped.length > 3 ? `${shown} and ${file.skipped.length - 3} more` : shown}`
}

function whyText(reason: UnplacedReason): string {
  switch (reason.why) {
    case 'unknown':
      return 'Not used: neither a table nor any other format that is read here. What can be opened: checkpoints of PyTorch and safetensors, npz, npy, HDF5, CSV, IDX and CIFAR files, and studies.'
    case 'unreadable':
      return `Not used: ${reason.message}.`
    case 'no-network':
      return 'Not used: no tensor of it could be a layer.'
    case 'second-data':
      return `Not used: the data come from ${reason.first}.`
    case 'second-curve':
      return `Not used: the curve comes from ${reason.first}.`
    case 'second-architecture':
      return `Not used: the layers come from ${reason.first}.`
    case 'second-directions':
      return `Not used: the directions come from ${reason.first}.`
    case 'flat-vector':
      return `Not used: one vector of ${reason.length} numbers does not tell its layers. Open the architecture.json of its network too, or another checkpoint of it.`
    case 'fourth-endpoint':
      return 'Not used: a study has three endpoints at most.'
    case 'mismatch':
      return `Not used: another network than ${reason.other}. First difference: ${reason.message}.`
    case 'no-architecture':
      return `Not used: not the layers of a network. ${reason.message}.`
    case 'beside-study':
      return `Not used: ${reason.first} is a whole study and is opened by itself.`
    case 'missing-shards':
      return `Not used: also open ${reason.names.join(', ')}.`
  }
}

/** Words around results of other programs in the dialog. */
export const resultsTexts = {
  title: 'Results of other programs',
  place: 'Show them',
  alone: 'By themselves',
  beside: 'Beside the study’s curve',
} as const

function resultsPlaceText({ kind }: ResultsSummary): string {
  return kind === 'projection' ? 'The path of a training in a plane' : 'A line along the path'
}

const endNames = ['', 'w₁', 'w₂', 'w₃'] as const

/** Where a file goes, or why nowhere. */
export function placeText(place: FilePlace, end: EndFinding | undefined): string {
  switch (place.role) {
    case 'none':
      return whyText(place)
    case 'data':
      return 'The data set'
    case 'curve':
      return 'The curve'
    case 'architecture':
      return 'The layers of the network'
    case 'results':
      return place.results.size.length === 2 ? 'A picture of its own' : resultsPlaceText(place.results)
    case 'directions':
      return 'The directions of a surface'
    case 'study':
      return 'A study of its own'
    case 'shard':
      return `Part of ${place.of}`
    case 'endpoint':
      if (!end) return 'An endpoint'
      return end.place === 0 ? 'Not used: the curve has ends of its own' : `Endpoint ${endNames[end.place]}`
  }
}

/** Name of an end, such as `w₁`. */
export function endName(place: EndFinding['place']): string {
  return endNames[place]
}

/** What a network was recognised as. */
export function networkText({ from, family }: NetworkState): string {
  if (from === 'file') return 'An opened file says what the layers are.'
  if (from === 'choices') return 'The network of the study fits these tensors.'
  if (family === '') return 'The layers cannot be told from the tensors.'
  const what = family === 'chain' ? 'A chain of layers' : family
  return `${what}, recognised by its tensors. They cannot tell everything: what is asked here is a guess.`
}

const topicLabels: Readonly<Record<QuestionTopic, string>> = {
  input: 'Input shape',
  activation: 'Activation',
  order: 'Batch norm and activation',
  eps: 'eps of batch norm',
  padding: 'Padding',
  stride: 'Stride',
  pool: 'Pooling after',
  reduce: 'Before the linear layers',
  variant: 'Variant',
}

/** What a question is called. */
export function questionText({ topic, layer }: Question): string {
  return layer === undefined ? topicLabels[topic] : `${topicLabels[topic]} · ${layer}`
}

/** What a guess rests on, where that is not what the tensors show; undefined elsewhere. */
export function guessText({ topic }: Question): string | undefined {
  if (topic !== 'variant') return undefined
  return 'Both have tensors of the same names and shapes, so the guess rests on the names alone. Which one was trained shows in the accuracy below: where it is hardly better than guessing, try the other.'
}

/** What an answer is called. */
export function answerText(option: string): string {
  return Object.hasOwn(answerTexts, option) ? (answerTexts[option] as string) : option
}

const answerTexts: Readonly<Record<string, string>> = {
  ...optionTexts.activation,
  'norm-activation': 'Batch norm first',
  'activation-norm': 'Activation first',
  flatten: 'Flatten',
  globalavgpool: 'Global average',
  code: 'As in the paper’s code',
  paper: 'As in the VGG paper',
}

/** What each normalisation is called. */
export const normalizationTexts: Readonly<Record<NormalizationName, string>> = {
  none: 'Only scaled to 0…1',
  mnist: 'MNIST',
  'fashion-mnist': 'Fashion-MNIST',
  'cifar-10': 'CIFAR-10',
  'cifar-100': 'CIFAR-100',
  'official-resnet': 'As for the paper’s ResNets',
  'official-vgg': 'As for the paper’s VGG',
}

/** Ways to split. */
export const splitTexts = {
  files: 'As the files do',
  share: 'A share of shuffled rows is test',
  ordered: 'The last rows are test',
  validation: 'The last 5,000 of train are test',
  column: 'By a column of the table',
} as const

/** Why the files cannot be taken as they are; empty where one only has to wait. */
export function obstacleText(obstacle: Obstacle, { data }: Pick<OpeningState, 'data'>): string {
  switch (obstacle.kind) {
    case 'busy':
      return ''
    case 'nothing':
      return 'Nothing here can be opened.'
    case 'data':
      return `The data cannot be used: ${obstacle.message}.`
    case 'network':
      return data.state === 'none'
        ? 'The network does not fit the data of the study. Drop the data that it was trained on here, too.'
        : 'The network does not fit yet.'
    case 'check':
      return `The networks cannot be evaluated: ${obstacle.message}.`
    case 'newer-study':
      return `This study was written by a newer Isthmus: ${obstacle.message}. Open it there, or update this page.`
    case 'damaged-study':
      return `This study is damaged and was not opened: ${obstacle.message}. The present study is as it was.`
  }
}

/** Accuracies up to this multiple of guessing are remarked on. */
const guessingFactor = 1.5

/** What is odd about an opened network, in sentences. */
export function remarksOn({ train, missing, unexpected }: EndFinding, classCount: number): string[] {
  const remarks: string[] = []
  if (train !== undefined && train <= guessingFactor / classCount) {
    remarks.push(
      'Hardly better than guessing: an answer above, the normalisation or the data may be other than in its training.',
    )
  }
  if (missing.length > 0) remarks.push(`Without running statistics for ${missing.slice(0, 3).join(', ')}.`)
  if (unexpected.length > 0) remarks.push(`Left alone: ${unexpected.slice(0, 3).join(', ')}.`)
  return remarks
}
