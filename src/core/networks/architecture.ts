/** An activation that has no parameters. `gelu` and `leakyrelu` carry their one setting in the layer. */
export type ActivationLayer =
  | { readonly type: 'relu' }
  | { readonly type: 'leakyrelu'; readonly slope?: number }
  | { readonly type: 'tanh' }
  | { readonly type: 'sigmoid' }
  | { readonly type: 'gelu'; readonly approximate?: 'none' | 'tanh' }
  | { readonly type: 'silu' }

/** Names of the activations, in the order in which they are offered. */
export type ActivationName = ActivationLayer['type']

export interface LinearLayer {
  readonly type: 'linear'
  readonly out: number
  /** Default true. */
  readonly bias?: boolean
  /** Prefix of the layer's tensors in a state dict; its position in the architecture when absent. */
  readonly name?: string
}

export interface Conv2dLayer {
  readonly type: 'conv2d'
  readonly out: number
  /** Side of the square kernel in pixels. */
  readonly kernel: number
  /** Default 1. */
  readonly stride?: number
  /** Zeros added on every side, default 0. */
  readonly padding?: number
  /** Default 1. */
  readonly dilation?: number
  /** Default 1; divides the input and the output channels. */
  readonly groups?: number
  /** Default true. */
  readonly bias?: boolean
  readonly name?: string
}

export interface BatchNormLayer {
  readonly type: 'batchnorm'
  /** Added to the variance, default 1e-5. */
  readonly eps?: number
  /** Share of a new batch in the running statistics while training, default 0.1. */
  readonly momentum?: number
  readonly name?: string
}

export interface PoolLayer {
  readonly type: 'maxpool' | 'avgpool'
  readonly kernel: number
  /** Default: the kernel. */
  readonly stride?: number
  /** Default 0. Average pooling counts padded zeros, as PyTorch does. */
  readonly padding?: number
}

export interface ResidualLayer {
  readonly type: 'residual'
  readonly body: readonly Layer[]
  /** Empty is the identity. */
  readonly shortcut: readonly Layer[]
}

/** One layer of a network as data; the same in the page, in studies, in the worker and beside checkpoints. */
export type Layer =
  | ActivationLayer
  | LinearLayer
  | Conv2dLayer
  | BatchNormLayer
  | PoolLayer
  | ResidualLayer
  | { readonly type: 'globalavgpool' }
  | { readonly type: 'flatten' }
  | { readonly type: 'dropout'; readonly rate: number }

/** A network as data: `input` is `[features]` or `[channels, height, width]`; the last shape must be `[classes]`. */
export interface Architecture {
  readonly input: readonly number[]
  readonly layers: readonly Layer[]
}
