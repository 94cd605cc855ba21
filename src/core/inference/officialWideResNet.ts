import type { Architecture, Layer } from '../networks/architecture.ts'
import { describeValue } from '../networks/layerSettings.ts'
import { LIMITS } from '../networks/network.ts'
import { ShapeError } from '../networks/shapeError.ts'

/** Sizes of a wide residual network: depth 6n + 4 and the factor by which its stages are wider than 16, 32, 64. */
export interface WideResNetOptions {
  readonly inputShape?: readonly number[]
  readonly classCount: number
  readonly depth: number
  readonly widenFactor: number
  /** Rate inside each block, 0 in the official code. */
  readonly dropout?: number
}

/**
 * WideResNet-depth-widenFactor of the official `models/wide_resnet.py` with its tensor names, for 3 × 32 × 32 inputs.
 * Unlike others of that name its convolutions have biases, the second one of a block has the stride, and the last batch
 * norm has momentum 0.9.
 *
 * @throws ShapeError for a depth or a factor that the official code does not have
 */
export function createOfficialWideResNet(options: WideResNetOptions): Architecture {
  const { inputShape = [3, 32, 32], classCount, depth, widenFactor, dropout = 0 } = options
  const blocks = (depth - 4) / 6
  if (!Number.isInteger(blocks) || blocks < 1 || depth > LIMITS.layers) {
    throw new ShapeError({ path: 'depth' }, describeValue(depth), '6n + 4, from 10 on')
  }
  if (!Number.isInteger(widenFactor) || widenFactor < 1) {
    throw new ShapeError({ path: 'widenFactor' }, describeValue(widenFactor), 'a whole number from 1')
  }
  const layers: Layer[] = [{ type: 'conv2d', out: 16, kernel: 3, padding: 1, name: 'conv1' }]
  let channels = 16
  for (const stage of [0, 1, 2]) {
    const out = 16 * 2 ** stage * widenFactor
    for (let block = 0; block < blocks; block++) {
      const stride = stage > 0 && block === 0 ? 2 : 1
      const projects = stride !== 1 || channels !== out
      layers.push(createBlock(`layer${stage + 1}.${block}`, out, { stride, projects, dropout }))
      channels = out
    }
  }
  layers.push({ type: 'batchnorm', momentum: 0.9, name: 'bn1' }, { type: 'relu' })
  layers.push({ type: 'avgpool', kernel: 8 }, { type: 'flatten' })
  layers.push({ type: 'linear', out: classCount, name: 'linear' })
  return { input: inputShape, layers }
}

function createBlock(
  name: string,
  out: number,
  options: { readonly stride: number; readonly projects: boolean; readonly dropout: number },
): Layer {
  const { stride, projects, dropout } = options
  return {
    type: 'residual',
    body: [
      { type: 'batchnorm', name: `${name}.bn1` },
      { type: 'relu' },
      { type: 'conv2d', out, kernel: 3, padding: 1, name: `${name}.conv1` },
      ...(dropout === 0 ? [] : [{ type: 'dropout', rate: dropout } as const]),
      { type: 'batchnorm', name: `${name}.bn2` },
      { type: 'relu' },
      { type: 'conv2d', out, kernel: 3, stride, padding: 1, name: `${name}.conv2` },
    ],
    shortcut: projects ? [{ type: 'conv2d', out, kernel: 1, stride, name: `${name}.shortcut.0` }] : [],
  }
}
