import type { Architecture, Layer } from '../networks/architecture.ts'
import { describeValue } from '../networks/layerSettings.ts'
import { LIMITS } from '../networks/network.ts'
import { ShapeError } from '../networks/shapeError.ts'

/** Sizes of a pre-activation residual network: `blocks` residual blocks in each of the stages. */
export interface PreResNetOptions {
  readonly inputShape?: readonly number[]
  readonly classCount: number
  readonly blocks: number
  /** Blocks of 1×1, 3×3, 1×1 convolutions that end four times as wide, instead of two 3×3 convolutions. */
  readonly bottleneck: boolean
  /** Width of each stage; 16, 32, 64 in the official code. The first is also that of the first convolution. */
  readonly widths?: readonly number[]
}

/**
 * PreResNet of the official `models/preresnet.py` with its tensor names, for 3 × 32 × 32 inputs: below a depth of 44
 * basic blocks and depth 6n + 2, from 44 on bottlenecks and depth 9n + 2.
 *
 * @throws ShapeError for a depth that the official code does not have
 */
export function createOfficialPreResNet(
  options: Omit<PreResNetOptions, 'blocks' | 'bottleneck'> & { readonly depth: number },
): Architecture {
  const { depth, ...rest } = options
  const bottleneck = depth >= 44
  const blocks = (depth - 2) / (bottleneck ? 9 : 6)
  if (!Number.isInteger(blocks) || blocks < 1 || depth > LIMITS.layers) {
    throw new ShapeError({ path: 'depth' }, describeValue(depth), '6n + 2 below 44, 9n + 2 from 44 on')
  }
  return createPreResNet({ ...rest, blocks, bottleneck })
}

/** A pre-activation residual network with any number of blocks; the first block of every later stage has stride 2. */
export function createPreResNet(options: PreResNetOptions): Architecture {
  const { inputShape = [3, 32, 32], classCount, blocks, bottleneck, widths = [16, 32, 64] } = options
  const expansion = bottleneck ? 4 : 1
  let channels = widths[0] ?? 16
  const layers: Layer[] = [
    { type: 'conv2d', out: channels, kernel: 3, padding: 1, bias: false, name: 'conv1' },
  ]
  for (const [stage, width] of widths.entries()) {
    for (let block = 0; block < blocks; block++) {
      const name = `layer${stage + 1}.${block}`
      const stride = stage > 0 && block === 0 ? 2 : 1
      const out = width * expansion
      const projects = stride !== 1 || channels !== out
      layers.push({
        type: 'residual',
        body: bottleneck ? createBottleneck(name, width, stride) : createBasic(name, width, stride),
        shortcut: projects
          ? [{ type: 'conv2d', out, kernel: 1, stride, bias: false, name: `${name}.downsample.0` }]
          : [],
      })
      channels = out
    }
  }
  layers.push({ type: 'batchnorm', name: 'bn' }, { type: 'relu' }, { type: 'avgpool', kernel: 8 })
  layers.push({ type: 'flatten' }, { type: 'linear', out: classCount, name: 'fc' })
  return { input: inputShape, layers }
}

function createBasic(name: string, width: number, stride: number): Layer[] {
  return [
    ...createNorm(`${name}.bn1`),
    { type: 'conv2d', out: width, kernel: 3, stride, padding: 1, bias: false, name: `${name}.conv1` },
    ...createNorm(`${name}.bn2`),
    { type: 'conv2d', out: width, kernel: 3, padding: 1, bias: false, name: `${name}.conv2` },
  ]
}

function createBottleneck(name: string, width: number, stride: number): Layer[] {
  return [
    ...createNorm(`${name}.bn1`),
    { type: 'conv2d', out: width, kernel: 1, bias: false, name: `${name}.conv1` },
    ...createNorm(`${name}.bn2`),
    { type: 'conv2d', out: width, kernel: 3, stride, padding: 1, bias: false, name: `${name}.conv2` },
    ...createNorm(`${name}.bn3`),
    { type: 'conv2d', out: 4 * width, kernel: 1, bias: false, name: `${name}.conv3` },
  ]
}

function createNorm(name: string): Layer[] {
  return [{ type: 'batchnorm', name }, { type: 'relu' }]
}
