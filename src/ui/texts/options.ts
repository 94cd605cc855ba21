import type { Choices } from '../../store/choices/choices.ts'

/** Words for the options of each choice that is one out of a list. */
export const optionTexts = {
  data: {
    moons: 'Two moons',
    circles: 'Circles',
    spirals: 'Spirals',
    blobs: 'Blobs',
    xor: 'XOR',
    digits: 'Digits 8×8',
    iris: 'Iris',
    wine: 'Wine',
    breast_cancer: 'Breast cancer',
    opened: 'Opened file',
  },
  network: { mlp: 'MLP', cnn: 'Small CNN', custom: 'From a file' },
  activation: {
    relu: 'ReLU',
    leakyrelu: 'Leaky ReLU',
    tanh: 'tanh',
    sigmoid: 'sigmoid',
    gelu: 'GELU',
    silu: 'SiLU',
  },
  initializer: { pytorch: 'PyTorch default', he: 'He', glorot: 'Glorot' },
  optimizer: { sgd: 'SGD', adam: 'Adam' },
  schedule: { official: 'Paper’s code', cosine: 'Cosine', constant: 'Constant' },
  curve: { bezier: 'Bezier', chain: 'Chain' },
  plane: {
    curve: 'w₁, w₂, bend',
    modes: 'Three modes',
    random: 'Random directions',
    trajectory: 'Training, principal components',
    hessian: 'Hessian, top eigenvectors',
    aligned: 'w₁, w₂, π(w₂)',
  },
  planeOrigin: { w1: 'w₁', w2: 'w₂', curve: 'Curve at t' },
  planeScaling: { filter: 'Filter', layer: 'Layer', none: 'None' },
  hessianPlace: {
    curve: 'Along the curve',
    segment: 'Along the segment',
    curveAt: 'One point of the curve',
    segmentAt: 'One point of the segment',
    plane: 'A point of the plane',
  },
  raceVariant: { paper: 't from 1/c', code: 't from 0' },
  raceStart: { endpoint: 'w₁, finished', schedule: 'A run cut short' },
  batchNormMode: { recomputed: 'Recomputed', stored: 'Stored' },
  split: { train: 'Train', test: 'Test' },
  quantity: { nll: 'nll', loss: 'loss', error: 'error', accuracy: 'accuracy' },
  scale: { log: 'Log', linear: 'Linear' },
  view: { '2d': '2-D', '3d': '3-D' },
  palette: { water: 'Water', viridis: 'Viridis', greys: 'Greys', jet_r: 'Jet (paper)' },
  resolution: {
    '21': '21 × 21',
    '41': '41 × 41',
    '81': '81 × 81',
    '161': '161 × 161',
    '51': '51 × 51',
    '101': '101 × 101',
    '201': '201 × 201',
  },
  backend: {
    auto: 'Automatic',
    simd: 'SIMD kernels on the CPU',
    'tf-cpu': 'tfjs on the CPU',
    webgpu: 'WebGPU',
    'tf-webgpu': 'tfjs on WebGPU',
  },
} as const satisfies { [Name in keyof Choices]?: Record<string, string> }

/** A square grid in words. */
export function gridText(resolution: number): string {
  return `${resolution} × ${resolution}`
}

/** Words for a quantity with its split, such as `train nll`. */
export function quantityLabel({ split, quantity }: Pick<Choices, 'split' | 'quantity'>): string {
  return `${split} ${quantity}`
}

/** Unit of a quantity, for axes. */
export const quantityUnits: Readonly<Record<Choices['quantity'], string>> = {
  nll: 'nats',
  loss: 'nats',
  error: '%',
  accuracy: '%',
}
