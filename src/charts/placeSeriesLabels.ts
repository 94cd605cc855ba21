import { type Box, estimateTextWidth, overlap } from './placeLabels.ts'

/** A drawn line in pixels, NaN where it has a gap, and the text that names it. */
export interface SeriesLine {
  readonly text: string
  readonly xs: ArrayLike<number>
  readonly ys: ArrayLike<number>
  /** Where the label stood before; kept unless another place is much better. */
  readonly former?: LabelPlace | undefined
}

/** Where a label stands: at a share of the plot's width, above or below its line. */
export interface LabelPlace {
  readonly share: number
  readonly above: boolean
}

/** A placed label: the middle of its baseline in pixels. */
export interface SeriesLabel extends LabelPlace {
  readonly x: number
  readonly y: number
}

const shares = [0.5, 0.68, 0.32, 0.82, 0.18, 0.9, 0.1]
const fontSize = 11
const gap = 5

/** Pixels between labels, without which two read as one. */
const between = 10

/**
 * Places one label beside each line where it covers no line and no other label, in the order given; a series without
 * numbers gets none. Labels do not wander: a former place is kept while it is about as good as the best.
 */
export function placeSeriesLabels(series: readonly SeriesLine[], plot: Box): (SeriesLabel | undefined)[] {
  const taken: Box[] = []
  const lines = series.map(densify)
  return lines.map((line) => {
    const candidates = shares.flatMap((share, rank) =>
      [true, false].flatMap((above) => {
        const placed = placeBeside(line, { share, above }, plot)
        if (!placed) return []
        const crossed = lines.reduce((sum, other) => sum + countInside(other, placed.box), 0)
        const covered = taken.reduce((sum, other) => sum + overlap(widen(placed.box), other), 0)
        const stays = line.former?.share === share && line.former.above === above
        return [
          {
            ...placed,
            cost:
              crossed * 20 + covered + placed.outside * 20 + rank * 2 + (above ? 0 : 1) - (stays ? 30 : 0),
          },
        ]
      }),
    )
    const best = candidates.reduce<(typeof candidates)[number] | undefined>(
      (chosen, candidate) => (!chosen || candidate.cost < chosen.cost ? candidate : chosen),
      undefined,
    )
    if (best) taken.push(best.box)
    return best?.label
  })
}

function widen({ x, y, width, height }: Box): Box {
  return { x: x - between, y, width: width + 2 * between, height }
}

function placeBeside(line: SeriesLine, place: LabelPlace, plot: Box) {
  const width = estimateTextWidth(line.text, fontSize) + 4
  const x = clamp(plot.x + place.share * plot.width, plot.x + width / 2, plot.x + plot.width - width / 2)
  const heights = heightsBetween(line, x - width / 2, x + width / 2)
  if (heights.length === 0) return undefined
  const y = place.above ? Math.min(...heights) - gap : Math.max(...heights) + gap + fontSize * 0.8
  const box = { x: x - width / 2, y: y - fontSize * 0.85, width, height: fontSize * 1.1 }
  const outside = Math.max(0, plot.y - box.y) + Math.max(0, box.y + box.height - plot.y - plot.height)
  return { label: { ...place, x, y }, box, outside }
}

/** Adds points every few pixels, so that a steep stretch counts as much as a flat one. */
function densify(line: SeriesLine): SeriesLine {
  const xs: number[] = []
  const ys: number[] = []
  for (let i = 0; i < line.xs.length; i++) {
    const x = line.xs[i] as number
    const y = line.ys[i] as number
    const fromX = i > 0 ? (line.xs[i - 1] as number) : x
    const fromY = i > 0 ? (line.ys[i - 1] as number) : y
    const length = Math.hypot(x - fromX, y - fromY)
    const steps = Number.isFinite(length) ? Math.min(50, Math.max(1, Math.ceil(length / 5))) : 1
    for (let step = 1; step <= steps; step++) {
      xs.push(steps === 1 ? x : fromX + ((x - fromX) * step) / steps)
      ys.push(steps === 1 ? y : fromY + ((y - fromY) * step) / steps)
    }
  }
  return { ...line, xs, ys }
}

function heightsBetween(line: SeriesLine, from: number, to: number): number[] {
  const heights: number[] = []
  for (let i = 0; i < line.xs.length; i++) {
    const x = line.xs[i] as number
    const y = line.ys[i] as number
    if (x >= from && x <= to && Number.isFinite(y)) heights.push(y)
  }
  return heights
}

function countInside(line: SeriesLine, box: Box): number {
  let count = 0
  for (let i = 0; i < line.xs.length; i++) {
    const x = line.xs[i] as number
    const y = line.ys[i] as number
    if (x >= box.x && x <= box.x + box.width && y >= box.y - 1 && y <= box.y + box.height + 1) count++
  }
  return count
}

function clamp(value: number, lo: number, hi: number): number {
  return Math.max(lo, Math.min(hi, value))
}
