import type { Choices } from '../../store/choices/choices.ts'
import type { ExperimentName } from '../../store/experiments/experimentNames.ts'
import type { ExportGroup, Lack } from '../../store/exporting/exportRow.ts'
import { experimentTexts } from './experiments.ts'

/** Headings of the groups of files. */
export const groupTitles: Readonly<Record<ExportGroup, string>> = {
  study: 'Study',
  figures: 'Figures',
  results: 'Results for Python and meshes',
  tables: 'Tables',
  experiments: 'Experiments',
  networks: 'Networks',
}

/** What a file is; files that differ in their format alone share it. */
export interface ExportText {
  readonly title: string
  readonly help: string
}

const texts: Readonly<Record<string, ExportText>> = {
  study: {
    title: 'The whole study',
    help: 'Choices, weights and results in one file that opens to the same picture, numbers and seeds.',
  },
  plane: {
    title: 'The plane',
    help: 'Seven bands with contours, endpoints, bend, curve and segment, laid out as in the paper.',
  },
  profile: {
    title: 'Along the path',
    help: 'Loss on the left and test error on the right against t, for curve, segment and earlier curves.',
  },
  'surface.png': {
    title: 'The landscape in 3-D',
    help: 'The 3-D view as it is turned now, with curve, segment and colour bar.',
  },
  'plane.npz': {
    title: 'plane.npz',
    help: 'As the paper’s code writes it, in percent and indexed [alpha, beta]. Its loss is nll + ½·wd·Σ‖p‖ over the tensors, not squared: compare the nll across files.',
  },
  'curve.npz': {
    title: 'curve.npz',
    help: 'The curve as the paper’s code evaluates one: values, steps and statistics. Its loss is nll + ½·wd·‖w‖².',
  },
  'segment.npz': { title: 'segment.npz', help: 'The same arrays for the straight segment.' },
  surface: {
    title: 'The landscape as a mesh',
    help: 'Wavefront OBJ, with the height on z: the shown quantity, or its logarithm where the colours are logarithmic.',
  },
  'profile table': {
    title: 'Values along t',
    help: 'Curve, segment and earlier curves at every t, both splits.',
  },
  statistics: { title: 'Statistics', help: 'min, max, avg, int, barrier and length of every path.' },
  landscape: { title: 'The landscape', help: 'Every point of the plane, a row each: places, both splits.' },
  training: { title: 'Training', help: 'Loss and accuracy of w₁, w₂ and the curve, epoch by epoch.' },
  curve: {
    title: 'The whole curve',
    help: 'All control points, named net.*.weight_0 … as the paper’s code saves a curve.',
  },
  architecture: {
    title: 'The architecture',
    help: 'The network as JSON; it can be opened beside any checkpoint.',
  },
  load_weights: {
    title: 'Python program',
    help: 'Builds the network of an exported file in PyTorch and loads its weights.',
  },
}

const outcomeHelp = 'All its numbers as arrays for NumPy and as JSON, its main table as CSV.'

/** What each file of an experiment is, by its ending. */
const outcomeFiles: Readonly<Record<string, string>> = {
  npz: 'All numbers as arrays for NumPy',
  json: 'All numbers as JSON',
  csv: 'The main table',
}

const endpointNames = ['w₁', 'w₂', 'w₃'] as const

/** Words for a file. */
export function exportText(
  name: string,
  group: ExportGroup,
  { batchNormMode }: Pick<Choices, 'batchNormMode'>,
): ExportText {
  const base = name.slice(0, name.lastIndexOf('.'))
  if (group === 'experiments')
    return { title: experimentTexts[base as ExperimentName].title, help: outcomeHelp }
  const known =
    texts[name] ?? (group === 'tables' && base === 'profile' ? texts['profile table'] : texts[base])
  if (known) return known
  const statistics = `Batch norm, if any, with ${batchNormMode} statistics.`
  const [, kind, rest = ''] = /^(w|bend-|curve-t|snapshot-|plane-)(.*)$/.exec(base) ?? []
  switch (kind) {
    case 'w':
      return {
        title: `Endpoint ${endpointNames[Number(rest) - 1] ?? base}`,
        help: 'The network as it was trained or opened.',
      }
    case 'bend-':
      return {
        title: `Bend ${rest}`,
        help: `The control point of the curve, where it is held if it is. ${statistics}`,
      }
    case 'snapshot-': {
      const [method, number] = rest.split('-')
      const by =
        method === 'sse' ? 'the first snapshot ensemble' : 'the first run of fast geometric ensembling'
      return {
        title: `${method === 'sse' ? 'SSE' : 'FGE'} snapshot ${number}`,
        help: `Collected by ${by} of the race.`,
      }
    }
    case 'curve-t':
      return {
        title: `On the curve at t = ${rest}`,
        help: `The network where the slider stands. ${statistics}`,
      }
    default:
      return placeText(rest, statistics)
  }
}

/** Words for a file in the menu of the panel that it belongs to. */
export function panelText(name: string, group: ExportGroup, choices: Pick<Choices, 'batchNormMode'>): string {
  const ending = name.slice(name.lastIndexOf('.') + 1)
  const outcome = group === 'experiments' ? outcomeFiles[ending] : undefined
  return outcome ?? exportText(name, group, choices).title
}

function placeText(place: string, statistics: string): ExportText {
  const [, x, y] = /^x(.+)-y(.+)$/.exec(place) ?? []
  if (x === undefined)
    return { title: 'Anywhere on the plane', help: `The network of the last click. ${statistics}` }
  return { title: `On the plane at (${x}, ${y})`, help: `The network of the last click. ${statistics}` }
}

const missingTexts: Readonly<Record<Lack['what'], string>> = {
  data: 'Waits for the opened data, on which batch norm is measured.',
  landscape: 'Waits for the landscape: draw it first.',
  profile: 'Waits for the path: train the curve first.',
  segment: 'Waits for the segment: train the curve first.',
  curve: 'Waits for the curve: train it first.',
  endpoint: 'Waits for the endpoints: train them first.',
  history: 'Nothing was trained here: the networks were opened.',
  probe: 'Waits for a place: click on the landscape.',
  experiment: 'Waits for its experiment: run it first.',
  race: 'Waits for the race: run it under Ensembles first.',
}

/** Why a file cannot be had, and what to do. */
export function lackText({ what, state }: Lack): string {
  return state === 'missing' ? missingTexts[what] : `The ${what} is out of date: run it again.`
}

/** What becomes of a file, for who cannot see it. */
export const exportNotes = {
  making: (name: string) => `Making ${name} …`,
  done: (name: string) => `Exported ${name}`,
  failed: (name: string) => `${name} could not be made.`,
} as const

/** Words of the list of files and of the buttons that open it. */
export const exportTexts = {
  title: 'Export',
  open: 'export',
  openHelp: 'Export figures, numbers, tables and weights',
  close: 'close the exports',
  file: (name: string) => `export ${name}`,
  panelHelp: (what: string) => `Export ${what}`,
  panel: (what: string) => `export ${what}`,
  size: 'PNG size',
  sizeLabel: 'size of PNG figures',
  colours: 'Colours',
  coloursLabel: 'colours of figures',
  themes: { paper: 'For paper', page: 'As the page' },
  cancel: 'Cancel',
  closeNote: 'close the note',
  landscape: 'the landscape',
  path: 'the path',
  outcome: 'the numbers',
  folded: {
    fge: (count: number) => `Snapshots of fast geometric ensembling (${count})`,
    sse: (count: number) => `Snapshots of the snapshot ensemble (${count})`,
    waiting: (count: number) => `Experiments that were not run yet (${count})`,
  },
} as const
