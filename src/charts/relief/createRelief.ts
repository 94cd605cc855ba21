import { amend } from '../amend.ts'
import type { ColorScale } from '../colorScale.ts'
import type { Avoided } from '../drawContours.ts'
import { areContoursReady, contoursOf, prepareContours } from '../fieldContours.ts'
import { type ChartSize, landscapeScales } from '../landscapeScales.ts'
import type { LandscapeHandles, PlanePoint } from '../overlayData.ts'
import { prepareChart, single } from '../prepareChart.ts'
import { buildReliefTriangles } from './buildReliefTriangles.ts'
import { castRay, isHidden, rayThrough } from './castRay.ts'
import { drawReliefAxes, frameLines } from './drawReliefAxes.ts'
import { drawReliefMarks, type SeenMark } from './drawReliefMarks.ts'
import { followPlaces } from './followPlaces.ts'
import { layOutContours, layOutRelief, type ReliefData, type ReliefLayout } from './layOutRelief.ts'
import { createLevelLabels, drawLevelLabels, type LevelLabels } from './levelLabels.ts'
import type { ReliefInk } from './reliefInk.ts'
import { createReliefMotion, type ReliefMotion } from './reliefMotion.ts'
import { createReliefScene, type ReliefScene } from './reliefScene.ts'
import { fromBox, type ReliefShape, shapeOf } from './reliefShape.ts'
import { roundShape } from './roundShape.ts'
import { isInView } from './seenPart.ts'
import { createView, projectPoint, type View, type Viewpoint } from './viewpoint.ts'

/** Where a relief is drawn: its canvas goes first into `host`, axes and marks onto the SVG above it. */
export interface ReliefTarget {
  readonly host: HTMLElement
  readonly svg: SVGSVGElement
}

/** How a relief is drawn. */
export interface ReliefOptions extends ChartSize {
  readonly color: ColorScale
  readonly contours: boolean
  readonly ink: ReliefInk
  readonly xLabel: string
  readonly yLabel: string
  readonly valueLabel: string
  readonly formatValue: (value: number) => string
  readonly describeDistance?: (distance: number) => string
  /** Whether the bend is in the hand: it is seen as long as it is, even behind the relief. */
  readonly isDragging?: boolean
  /** Pixels of the drawing for one of the chart; those of the screen, up to 2, without it. */
  readonly pixelRatio?: number
}

/** What a page is told of. */
export interface ReliefEvents {
  /** The context is gone and the relief with it; all that is left is to dispose of it. */
  readonly onLost?: () => void
  readonly onView?: (viewpoint: Viewpoint) => void
}

/** A landscape as a relief that can be looked at from all sides. It draws when something changed, and rests otherwise. */
export interface Relief extends Pick<ReliefMotion, 'viewpoint' | 'setViewpoint' | 'move' | 'raise' | 'spin'> {
  update(data: ReliefData, options: ReliefOptions): void
  /** The place of the plane that is seen at a pixel of the chart; undefined beside the relief. */
  pointAt(x: number, y: number): PlanePoint | undefined
  /** Takes a bend (from 1): tells from then on where in the plane it is to be under a pixel. */
  takeBend(bend: number): (x: number, y: number) => PlanePoint | undefined
  /** What the page takes bends by; undefined before the first drawing. */
  handles(): LandscapeHandles | undefined
  /** Draws at once and returns the canvas, whose pixels can be read until the caller gives way. */
  paint(): HTMLCanvasElement
  /** How often it was drawn. */
  drawn(): number
  /** Geometries and textures that the graphics card holds for it. */
  memory(): { readonly geometries: number; readonly textures: number }
  dispose(): void
}

/** Distances from the plane up to this share of the window's width count as in it. */
const tolerance = 1e-3

interface Shown {
  readonly data: ReliefData
  readonly options: ReliefOptions
  readonly shape: ReliefShape
  readonly scales: ReturnType<typeof landscapeScales>
  readonly layout: ReliefLayout
}

/** Makes a relief, flat as the heatmap at first; undefined where the browser gives no WebGL. */
export function createRelief(
  { host, svg }: ReliefTarget,
  initial: Viewpoint,
  { onLost, onView }: ReliefEvents = {},
): Relief | undefined {
  const scene = createReliefScene()
  if (!scene) return undefined
  let shown: Shown | undefined
  let elements: Pick<LandscapeHandles, 'bendElements' | 'plotElement'> | undefined
  let drawings = 0
  const draw = () => {
    if (!shown) return
    drawings += 1
    elements = drawRelief({ scene, svg, motion, labels }, shown)
  }
  const motion = createReliefMotion(initial, draw, (viewpoint) => onView?.(viewpoint))
  const labels = createLevelLabels()
  const contours = createContourDrawing(scene, labels, motion.request)
  const viewOf = ({ scales, options }: Shown) => createReliefView(motion, scales, options)
  const lose = (event: Event) => {
    event.preventDefault()
    onLost?.()
  }
  host.prepend(scene.canvas)
  scene.canvas.addEventListener('webglcontextlost', lose)
  return {
    ...motion,
    update(data, options) {
      const before = shown
      shown = layOut(data, options, before)
      showOn(scene, shown, before)
      contours.show(shown, before)
      motion.request()
    },
    pointAt(x, y) {
      const hit = shown && castRay(shown.shape, rayThrough(viewOf(shown), x, y))
      return hit && shown && fromBox(shown.shape.grid, hit)
    },
    takeBend(bend) {
      const marks = shown?.layout.marks.filter(({ kind }) => kind === 'bend') ?? []
      const follow = followPlaces(marks[bend - 1]?.at ?? [0, 0, 0])
      let last: PlanePoint | undefined
      return (x, y) => {
        const met = shown && follow(shown.shape, rayThrough(viewOf(shown), x, y))
        if (met && shown) last = fromBox(shown.shape.grid, met)
        return last
      }
    },
    handles: () => shown && elements && { ...shown.scales, ...elements },
    paint() {
      draw()
      return scene.canvas
    },
    drawn: () => drawings,
    memory: () => scene.memory(),
    dispose() {
      contours.stop()
      motion.dispose()
      scene.canvas.removeEventListener('webglcontextlost', lose)
      scene.dispose()
      scene.canvas.remove()
    },
  }
}

function createReliefView(motion: ReliefMotion, { plot }: Shown['scales'], { width, height }: ChartSize) {
  return createView({ size: { width, height }, plot, viewpoint: motion.viewpoint(), share: motion.share() })
}

const isSameField = (a: Shown, b: Shown | undefined) => a.shape === b?.shape

function layOut(data: ReliefData, options: ReliefOptions, before: Shown | undefined): Shown {
  const { color } = options
  const isKept = before?.data.field === data.field && before.options.color === color
  const shape = isKept ? before.shape : roundShape(shapeOf(data.field, color))
  const scales = landscapeScales(data.field, options)
  const layout = layOutRelief(data, { shape, color, plot: scales.plot, tolerance })
  return { data, options, shape, scales, layout }
}

/** Hands the graphics card what changed. */
function showOn({ relief, lines, resize }: ReliefScene, shown: Shown, before: Shown | undefined): void {
  const { options, layout, shape } = shown
  resize(options, options.pixelRatio ?? Math.min(2, globalThis.devicePixelRatio || 1))
  relief.setColor(options.color)
  if (options.ink !== before?.options.ink) {
    relief.setGround(options.ink.calm)
    lines.setInk(options.ink)
  }
  lines.setPaths(layout.lines)
  if (!isSameField(shown, before)) relief.setShape(buildReliefTriangles(shape))
}

/** Contours come with the relief where tracing them is quick, else as soon as they are traced. */
function createContourDrawing({ lines }: ReliefScene, labels: LevelLabels, request: () => void) {
  let tracing: AbortController | undefined
  const draw = ({ data, options, shape }: Shown, levels: readonly number[]) => {
    const drawn = layOutContours(shape, data.field.grid, contoursOf(data.field, levels))
    const contours = levels.map((level, i) => ({ level, lines: drawn[i] ?? [] }))
    lines.setContours(contours, options.color)
    labels.setContours(contours, options.color)
  }
  return {
    show(shown: Shown, before: Shown | undefined) {
      const { data, options } = shown
      const { levels } = options.color
      if (isSameField(shown, before) && before?.options.contours === options.contours) return
      tracing?.abort()
      const isWanted = options.contours && data.field.complete
      const isReady = !isWanted || areContoursReady(data.field, levels)
      draw(shown, isWanted && isReady ? levels : [])
      if (isReady) return
      const abort = new AbortController()
      tracing = abort
      void prepareContours(data.field, levels, abort.signal).then((isDone) => {
        if (!isDone) return
        draw(shown, levels)
        request()
      })
    },
    stop() {
      tracing?.abort()
    },
  }
}

interface Drawn {
  readonly scene: ReliefScene
  readonly svg: SVGSVGElement
  readonly motion: ReliefMotion
  readonly labels: LevelLabels
}

/** Draws relief, axes and marks as they are seen now; returns what takes pointers. */
function drawRelief({ scene, svg, motion, labels }: Drawn, { data, options, shape, scales, layout }: Shown) {
  const { color, describeDistance, width, height } = options
  const size = { width, height }
  const share = motion.share()
  const view = createReliefView(motion, scales, size)
  const { edge, walls } = frameLines(view, color)
  scene.lines.setFrame(edge, walls)
  scene.render(view, share)
  const layers = prepareChart(svg, 'landscape', { ...size, layers: ['axes', 'hits', 'fieldLines', 'marks'] })
  const ground = single(layers.hits, 'rect', 'hitArea')
  ground.call(amend, 'width', width).call(amend, 'height', height)
  drawReliefAxes(layers.axes, { ...options, view, grid: shape.grid, share })
  const marks = layout.marks.map((mark) => {
    const seen = projectPoint(view, mark.at)
    return {
      ...mark,
      seen,
      isInView: isInView(size, seen),
      // What is in the hand is seen, even inside the relief.
      isHidden: !(options.isDragging && mark.isSelected) && isHidden(shape, view, mark.at),
    }
  })
  const avoid = avoidedBy(marks, layout, view)
  drawLevelLabels(layers.fieldLines, labels.place({ view, shape, avoid }), { ...options, share })
  const bendElements = drawReliefMarks(layers.marks, marks, {
    size,
    grid: shape.grid,
    fixed: data.overlay.fixed ?? false,
    ...(describeDistance && { describeDistance }),
  })
  return { bendElements, plotElement: ground.node() as SVGRectElement }
}

/** Pixels that labels of contours keep away from a mark, from its name beside it, and from a path. */
const markRadius = 36
const nameRadius = 42
const pathRadius = 16

/** Every so many points of a path one is enough to keep labels away. */
const pathStep = 6

function avoidedBy(marks: readonly SeenMark[], { lines }: ReliefLayout, view: View): Avoided[] {
  const paths = [...lines.curveCasing, ...lines.segmentCasing, ...lines.trailCasing]
  return [
    ...marks.flatMap(({ seen: { x, y } }) => [
      { x, y, radius: markRadius },
      { x: x + nameRadius, y, radius: nameRadius },
    ]),
    ...paths.flatMap((line) =>
      line
        .filter((_, i) => i % pathStep === 0)
        .map((at) => ({ ...projectPoint(view, at), radius: pathRadius })),
    ),
  ]
}
