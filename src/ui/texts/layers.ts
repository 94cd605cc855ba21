import type { Layer } from '../../core/networks/architecture.ts'

/** What each kind of layer is called. */
export const layerNames: Readonly<Record<Layer['type'], string>> = {
  linear: 'Linear',
  conv2d: 'Convolution',
  batchnorm: 'Batch norm',
  relu: 'ReLU',
  leakyrelu: 'Leaky ReLU',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  gelu: 'GELU',
  silu: 'SiLU',
  maxpool: 'Max pooling',
  avgpool: 'Average pooling',
  globalavgpool: 'Global average',
  flatten: 'Flatten',
  dropout: 'Dropout',
  residual: 'Residual block',
}
