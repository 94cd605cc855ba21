import type {
  PublishedLayer,
  PublishedPlane,
  PublishedResult,
  PublishedSource,
} from '../../protocol/publishedResult.ts'
import type { ComparisonState } from '../../store/files/openingState.ts'
import type { LayerDistance } from '../../store/published/publishedSelectors.ts'
import { formatDistance, formatFixed, formatLoss, formatPercent } from './formatting.ts'

/** Words around results of other programs. */
export const publishedTexts = {
  writtenBy: 'written by',
  size: 'size',
  points: (count: number | string) => `${count} points`,
  meanOfAll: 'mean of all points of the file',
  bar: (names: readonly string[]) =>
    names.length === 1 ? `Opened result: ${names[0]}` : `Opened results: ${names.join(', ')}`,
  close: 'Close the opened result',
  closeMany: 'Close the opened results',
  showStudy: 'Show the study',
  showBeside: 'Show beside the study',
  showResult: 'Show the opened result',
  planePanel: 'Opened plane',
  pathPanel: 'Opened path',
  aboutPanel: 'About the opened result',
  quantity: 'quantity of the opened result',
  file: 'file that is shown',
  scale: 'scale of colours and of the loss axis',
  noLog: 'Shares, eigenvalues and differences reach 0, where a logarithm ends: they are shown linearly.',
  pictureOf: 'what the picture shows',
  views: { file: 'File', found: 'Recomputed', difference: 'Difference' },
  hover: 'point at the picture to read it',
  tap: 'tap the picture to read it',
  noValues: 'the file has no numbers here',
  trajectoryAlone: 'A trajectory without its surface: open the surface too, and it is drawn there.',
  start: 'start',
  end: 'end',
  origin: 'origin',
  ends: ['w₁', 'w₂'],
  third: 'w₃',
  at: (x: number, y: number) => `at (${formatFixed(x, 2)}, ${formatFixed(y, 2)})`,
  plane: (label: string) => `opened picture of ${label}`,
  colours: (label: string, from: string, to: string, unit: string) =>
    `colours of ${label} from ${from} to ${to} ${unit}`,
  chart: (label: string, lines: readonly string[]) => `${label} along the path: ${lines.join(', ')}`,
  recomputed: 'recomputed',
  length: (name: string, length: number) => `${name}: length ${formatDistance(length)}`,
  beside: (name: string, quantity: string) => (quantity === 'loss' ? `${name}, its own loss` : name),
} as const

/** Files by the program that wrote them. */
export const sourceTexts: Readonly<Record<PublishedSource, string>> = {
  plane: 'plane.py of dnn-mode-connectivity',
  curve: 'eval_curve.py of dnn-mode-connectivity',
  chain: 'connect.py of dnn-mode-connectivity',
  surface: 'plot_surface.py of loss-landscape',
  line: 'plot_surface.py of loss-landscape, along one direction',
  projection: 'plot_trajectory.py of loss-landscape',
}

/** What the axes of a published plane are called. */
export function axisTexts({ source, path }: Pick<PublishedPlane, 'source' | 'path'>): {
  readonly x: string
  readonly y: string
} {
  if (source === 'plane') {
    const y = path.length > 0 ? 'distance towards the bend' : 'distance towards w₃'
    return { x: 'distance along w₁ → w₂', y }
  }
  return { x: 'steps along the first direction', y: 'steps along the second direction' }
}

/** What the x axis of a published path is called; short, as it stands among the ticks. */
export function pathAxisText(source: PublishedSource): string {
  return source === 'curve' ? 't' : source === 'chain' ? 'network' : 'step'
}

const quantityNames: Readonly<Record<PublishedLayer['quantity'], string>> = {
  nll: 'nll',
  loss: 'loss',
  error: 'error',
  accuracy: 'accuracy',
  min_eig: 'smallest eigenvalue',
  max_eig: 'largest eigenvalue',
}

/** Words for a layer: `train nll`, `largest eigenvalue`. */
export function layerText({ split, quantity }: Pick<PublishedLayer, 'split' | 'quantity'>): string {
  const name = quantityNames[quantity]
  return isEigenvalue({ quantity }) ? name : `${split} ${name}`
}

/** Whether a layer is of the Hessian. */
export function isEigenvalue({ quantity }: Pick<PublishedLayer, 'quantity'>): boolean {
  return quantity === 'min_eig' || quantity === 'max_eig'
}

/** Whether a layer holds shares of the samples. */
export function isShare({ quantity }: Pick<PublishedLayer, 'quantity'>): boolean {
  return quantity === 'error' || quantity === 'accuracy'
}

/** Unit of a layer, for axes; none for eigenvalues. */
export function layerUnit(layer: Pick<PublishedLayer, 'quantity'>): string {
  return isShare(layer) ? '%' : isEigenvalue(layer) ? '' : 'nats'
}

/** A value of a layer for a person. */
export function formatLayer(layer: Pick<PublishedLayer, 'quantity'>, value: number): string {
  return isShare(layer) ? formatPercent(value) : formatLoss(value)
}

/** What must be known of a quantity of a file before it is compared with another; empty where there is nothing to know. */
export function quirkText(
  { source }: Pick<PublishedResult, 'source'>,
  { quantity }: Pick<PublishedLayer, 'quantity'>,
): string {
  if (quantity === 'loss' && (source === 'plane' || source === 'chain')) {
    return 'This loss is nll + ½·wd·Σ‖p‖ over the parameter tensors, with norms that are not squared: so the script wrote it. It compares with no other file’s loss; nll does.'
  }
  if (quantity === 'loss') return 'This loss is nll + ½·wd·‖w‖² with the weight decay of the file’s own run.'
  if (isEigenvalue({ quantity }))
    return 'Eigenvalues of the Hessian of the train loss, as the script found them.'
  if (source === 'surface' || source === 'line') {
    return 'The file’s loss is the mean cross-entropy, without weight decay, under the running statistics of the checkpoint.'
  }
  return ''
}

/** What cannot be done with a picture from a file, with or without the network behind it. */
export function limitsText(hasNetwork: boolean): string {
  return hasNetwork
    ? 'The picture is the file’s: its points are compared, but none between them can be probed and no part drawn finer.'
    : 'This picture comes from a file. Without its network no point can be probed, no bend dragged and no part drawn finer.'
}

/** Points of a plane or path that are missing or not finite; empty where all are there. */
export function holesText(missing: number, notFinite: number, total: number): string {
  const parts = [
    ...(missing > 0 ? [`${missing} of ${total} points were not computed and are left out`] : []),
    ...(notFinite > 0 ? [`${notFinite} of ${total} are not finite`] : []),
  ]
  return parts.length > 0 ? `${parts.join('; ')}.` : ''
}

/** Words around a surface that is computed anew. */
export const comparisonTexts = {
  title: 'Recomputed',
  running: 'Computing the surface anew …',
  progress: 'computing the surface anew',
  cancel: 'Cancel',
  again: 'Compute it again',
  start: 'Compute it here',
  stopped: 'The surface was not computed here to its end.',
  done: (network: string, backend: string) =>
    `From ${network} and the directions, on the data of the study, with the stored batch norm statistics, by ${backend}.`,
  tooFar:
    'That is more than rounding: the data, their split or normalisation, or an answer about the network are probably not those that the surface was made with.',
} as const

/** How far the recomputed surface is from the file, in a sentence. */
export function distanceText(distance: LayerDistance, samples: number): string {
  const { largest, compared, odd, file } = distance
  const label = layerText(distance)
  const strays = odd > 0 ? ` At ${odd} more only one of the two is finite.` : ''
  if (compared === 0) return `${label}: no point at which both are finite.${strays}`
  if (isShare(distance)) {
    const count = Math.round(largest * samples)
    return `${label} differs by at most ${count} of ${samples} samples.${strays}`
  }
  const relative = file > 0 ? ` (the file has ${formatLoss(file)} there)` : ''
  return `${label} differs by at most ${largest.toExponential(1)}${relative}.${strays}`
}

/** Whether the dialog can promise a comparison, or what it lacks; empty where there are no directions. */
export function comparisonText(comparison: ComparisonState): string {
  if (comparison.state === 'none') return ''
  if (comparison.state === 'ready') {
    return `${comparison.surface} will be computed anew from ${comparison.network} and the directions, and compared.`
  }
  switch (comparison.why) {
    case 'no-surface':
      return 'Directions alone show nothing: open the surface that was made along them, too.'
    case 'no-network':
      return 'To compute the surface anew, open the network and the data that it was made with, too.'
    case 'misfit':
      return `The surface cannot be computed anew: ${comparison.message}.`
  }
}
