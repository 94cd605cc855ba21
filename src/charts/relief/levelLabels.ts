import { amend, amendClass, amendText } from '../amend.ts'
import type { ColorScale } from '../colorScale.ts'
import { type Avoided, crowding } from '../drawContours.ts'
import type { Layer } from '../prepareChart.ts'
import { isHidden } from './castRay.ts'
import type { BoxLines } from './drapePath.ts'
import type { BoxPoint, ReliefShape } from './reliefShape.ts'
import { projectPoint, type View } from './viewpoint.ts'

/** A contour with its level. */
export interface ReliefContour {
  readonly level: number
  readonly lines: BoxLines
}

/** A place on a contour where its label may stand, with the places before and after it, which it runs along. */
interface Stand {
  readonly from: BoxPoint
  readonly at: BoxPoint
  readonly to: BoxPoint
}

/** A label in pixels of the chart, turned by `angle` degrees. */
export interface LevelLabel {
  readonly level: number
  readonly x: number
  readonly y: number
  readonly angle: number
}

interface Placing {
  readonly view: View
  readonly shape: ReliefShape
  /** Pixels of marks and paths that labels keep away from. */
  readonly avoid: readonly Avoided[]
}

/** Labels of the contours of a relief, which stay where they are while it is turned as long as they can be read there. */
export interface LevelLabels {
  setContours(contours: readonly ReliefContour[], color: ColorScale): void
  /** Where labels stand in a view: on the side that is seen, along the flattest stretch; levels without room have none. */
  place(placing: Placing): LevelLabel[]
}

/** Places that are tried on a contour. */
const standCount = 48

/** Half the length of a label, in shares of the window. */
const reach = 0.025

/** A line seen from its end has no room for figures: pixels that a stretch of it must have. */
const shortestStretch = 9

/** What a label must gain, in degrees, to move elsewhere. */
const inertia = 30

/** Pixels that labels keep from one another, and from the edges of the chart. */
const labelRadius = 34
const margin = 24

/** What a place costs that nothing may stand at. */
const crowded = 100

/** Makes the labels of a relief, none at first. */
export function createLevelLabels(): LevelLabels {
  let levels: readonly { readonly level: number; readonly stands: readonly Stand[] }[] = []
  let last = new Map<number, Stand>()
  return {
    setContours(contours, color) {
      last = new Map()
      levels = contours
        .filter(({ level }) => color.isIndex(level))
        .map(({ level, lines }) => ({ level, stands: standsOf(lines) }))
    },
    place(placing) {
      const avoid = [...placing.avoid]
      const now = new Map<number, Stand>()
      const labels: LevelLabel[] = []
      for (const { level, stands } of levels) {
        const found = findStand(stands, { ...placing, avoid }, last.get(level))
        if (!found) continue
        now.set(level, found.stand)
        labels.push({ level, ...found.place })
        avoid.push({ ...found.place, radius: labelRadius })
      }
      last = now
      return labels
    },
  }
}

function standsOf(lines: BoxLines): Stand[] {
  const total = lines.reduce((sum, line) => sum + line.length, 0)
  const step = Math.max(1, Math.floor(total / standCount))
  return lines.flatMap((line) => {
    const stands: Stand[] = []
    for (let i = 0; i < line.length; i += step) {
      const [from, at, to] = [walk(line, i, -1), line[i], walk(line, i, 1)]
      if (from && at && to) stands.push({ from, at, to })
    }
    return stands
  })
}

/** The point of a line that is `reach` away from its point `i`; undefined where the line ends before. */
function walk(line: BoxLines[number], i: number, step: 1 | -1): BoxPoint | undefined {
  const [u = 0, v = 0] = line[i] ?? []
  for (let k = i + step; k >= 0 && k < line.length; k += step) {
    const point = line[k]
    if (point && Math.hypot(point[0] - u, point[1] - v) >= reach) return point
  }
  return undefined
}

function findStand(stands: readonly Stand[], { view, shape, avoid }: Placing, last: Stand | undefined) {
  let best: { readonly stand: Stand; readonly place: Omit<LevelLabel, 'level'> } | undefined
  let least = crowded
  for (const stand of stands) {
    const place = seenAt(stand, view)
    if (!place) continue
    const cost = Math.abs(place.angle) + crowding(place.x, place.y, avoid) - (stand === last ? inertia : 0)
    if (cost >= least || isHidden(shape, view, stand.at)) continue
    least = cost
    best = { stand, place }
  }
  return best
}

/** Where a stand is seen; undefined too near to an edge, and where its line runs towards the eye. */
function seenAt({ from, at, to }: Stand, view: View): Omit<LevelLabel, 'level'> | undefined {
  const { x, y } = projectPoint(view, at)
  const { width, height } = view.size
  if (Math.min(x, width - x, y, height - y) < margin) return undefined
  const [a, b] = [projectPoint(view, from), projectPoint(view, to)]
  if (Math.hypot(b.x - a.x, b.y - a.y) < shortestStretch) return undefined
  const sign = b.x < a.x ? -1 : 1
  const angle = (Math.atan2((b.y - a.y) * sign, (b.x - a.x) * sign) * 180) / Math.PI
  return { x, y, angle }
}

interface Drawing {
  readonly color: ColorScale
  readonly formatValue: (value: number) => string
  /** 0 is the heatmap, with labels of its own; they come with the relief. */
  readonly share: number
}

/** Draws labels over their contours, light on dark colours and dark on light ones. */
export function drawLevelLabels(
  layer: Layer,
  labels: readonly LevelLabel[],
  { color, formatValue, share }: Drawing,
): void {
  layer
    .call(amend, 'opacity', round(Math.max(0, share * 2 - 1)))
    .selectAll<SVGTextElement, LevelLabel>('text')
    .data(labels, ({ level }) => String(level))
    .join((enter) => enter.append('text').attr('class', 'contourLabel'))
    .call(amendClass, 'onDark', ({ level }) => color.isDark(level))
    .call(
      amend,
      'transform',
      ({ x, y, angle }) => `translate(${round(x)},${round(y)}) rotate(${round(angle)})`,
    )
    .call(amendText, ({ level }) => formatValue(level))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
