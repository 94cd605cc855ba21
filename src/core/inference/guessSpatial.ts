import type { PoolLayer } from '../networks/architecture.ts'
import { countPositions } from '../networks/slideWindow.ts'

/** Poolings that are offered, as kernel/stride(/padding). */
export const poolChoices = {
  none: undefined,
  'maxpool 2/2': { type: 'maxpool', kernel: 2, stride: 2 },
  'maxpool 3/2': { type: 'maxpool', kernel: 3, stride: 2 },
  'maxpool 3/2/1': { type: 'maxpool', kernel: 3, stride: 2, padding: 1 },
  'maxpool 3/3': { type: 'maxpool', kernel: 3, stride: 3 },
  'avgpool 2/2': { type: 'avgpool', kernel: 2, stride: 2 },
  'avgpool 3/2': { type: 'avgpool', kernel: 3, stride: 2 },
} as const satisfies Record<string, PoolLayer | undefined>

export type PoolChoice = keyof typeof poolChoices

/** What shapes do not tell of a chain of convolutions; one entry a convolution. */
export interface SpatialGuess {
  readonly sides: readonly [height: number, width: number]
  readonly paddings: readonly number[]
  readonly strides: readonly number[]
  readonly pools: readonly PoolChoice[]
  readonly reduce: 'flatten' | 'globalavgpool'
}

/** What is known of a chain of convolutions. */
export interface SpatialClues {
  readonly kernels: readonly number[]
  /** Pixels a channel that the first linear layer takes in; undefined where no linear layer follows. */
  readonly pixels: number | undefined
  /** Possible heights and widths of the input, likelier ones first. */
  readonly sides: readonly (readonly [height: number, width: number])[]
  /** Whether each convolution is followed by more than an activation, where names tell. */
  readonly gaps: readonly (boolean | undefined)[]
}

type Candidate = Omit<SpatialGuess, 'sides' | 'reduce'> & { readonly penalty: number }

/**
 * The likeliest paddings, strides and poolings under which as many pixels reach the first linear layer as its shape
 * says. Likelier means: padding that keeps the size before none, pooling 2×2 before 3×3 before strides, after every
 * convolution or every second before other places. Undefined where nothing that is usual fits.
 */
export function guessSpatial(clues: SpatialClues): SpatialGuess | undefined {
  const candidates = listCandidates(clues)
  let best: { readonly guess: SpatialGuess; readonly penalty: number } | undefined
  for (const [rank, sides] of clues.sides.entries()) {
    for (const { penalty: own, ...candidate } of candidates) {
      const pixels = countPixels(clues.kernels, candidate, sides)
      const reduces = pixels > 1 && (clues.pixels === undefined || clues.pixels === 1)
      if (pixels < 1 || !(reduces || clues.pixels === undefined || pixels === clues.pixels)) continue
      const penalty = own + 0.6 * rank + (reduces ? 2.5 : 0)
      if (best && best.penalty <= penalty) continue
      const reduce = reduces || clues.pixels === undefined ? 'globalavgpool' : 'flatten'
      best = { guess: { sides, ...candidate, reduce }, penalty }
    }
  }
  return best?.guess
}

/** Padding that keeps the size of an image under a kernel of odd side. */
export function samePadding(kernel: number): number {
  return Math.floor((kernel - 1) / 2)
}

function listCandidates({ kernels, gaps }: SpatialClues): Candidate[] {
  const same = kernels.map(samePadding)
  const paddings = [
    { paddings: same, penalty: 0 },
    { paddings: kernels.map(() => 0), penalty: 1 },
    { paddings: same.map((padding, index) => (index === 0 ? padding : 0)), penalty: 2 },
  ]
  const reductions: { readonly pool: PoolChoice; readonly stride: number; readonly penalty: number }[] = [
    { pool: 'maxpool 2/2', stride: 1, penalty: 0 },
    { pool: 'maxpool 3/2', stride: 1, penalty: 2 },
    { pool: 'maxpool 3/2/1', stride: 1, penalty: 3 },
    { pool: 'maxpool 3/3', stride: 1, penalty: 4 },
    { pool: 'none', stride: 2, penalty: 4 },
  ]
  return listPlaces(kernels.length, gaps).flatMap(({ places, penalty }) =>
    reductions.flatMap(({ pool, stride, penalty: ofPool }) =>
      paddings.map(({ paddings: padding, penalty: ofPadding }) => ({
        paddings: padding,
        strides: places.map((here) => (here ? stride : 1)),
        pools: places.map((here): PoolChoice => (here ? pool : 'none')),
        penalty: penalty + ofPool + ofPadding,
      })),
    ),
  )
}

interface Places {
  /** Whether the image shrinks at each convolution. */
  readonly places: readonly boolean[]
  readonly penalty: number
}

/** Twelve halvings leave one pixel of the largest image. */
const mostHalvings = 12

function listPlaces(count: number, gaps: readonly (boolean | undefined)[]): Places[] {
  const told: Places[] = gaps.some((gap) => gap !== undefined)
    ? [true, false].map((otherwise) => ({ places: gaps.map((gap) => gap ?? otherwise), penalty: 0 }))
    : []
  const penalty = told.length > 0 ? 3 : 0
  const usual: Places[] = []
  for (let pools = Math.min(count, mostHalvings); pools >= 0; pools--) {
    const ofCount = pools === count ? 0 : pools === 0 ? 3 : pools === Math.ceil(count / 2) ? 0.5 : 1
    const even = new Set(Array.from({ length: pools }, (_, i) => Math.ceil(((i + 1) * count) / pools) - 1))
    const places = Array.from({ length: count }, (_, index) => index)
    usual.push({ places: places.map((index) => even.has(index)), penalty: penalty + ofCount })
    usual.push({ places: places.map((index) => index < pools), penalty: penalty + ofCount + 1 })
  }
  return [...told, ...usual]
}

/** Pixels a channel at the end, 0 where a window does not fit. */
function countPixels(
  kernels: readonly number[],
  { paddings, strides, pools }: Pick<SpatialGuess, 'paddings' | 'strides' | 'pools'>,
  sides: readonly [number, number],
): number {
  let [height, width] = sides
  const slide = (kernel: number, stride: number, padding: number) => {
    const window = { kernel, stride, padding, dilation: 1 }
    height = countPositions(height, window)
    width = countPositions(width, window)
  }
  for (const [index, kernel] of kernels.entries()) {
    slide(kernel, strides[index] ?? 1, paddings[index] ?? 0)
    const pool: PoolLayer | undefined = poolChoices[pools[index] ?? 'none']
    if (pool && height >= 1 && width >= 1) slide(pool.kernel, pool.stride ?? pool.kernel, pool.padding ?? 0)
    if (height < 1 || width < 1) return 0
  }
  return height * width
}
