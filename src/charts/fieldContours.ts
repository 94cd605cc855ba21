import type { FieldData } from './paintField.ts'
import { type Contour, createTracer } from './traceContours.ts'

/** Fields up to this many samples are traced as they are drawn: it takes a few milliseconds. */
const samplesAtOnce = 2000

/** Time after which tracing lets the page draw. */
const sliceMs = 4

interface Tracing {
  readonly trace: (level: number) => Contour
  readonly traced: Map<number, Contour>
}

const tracings = new WeakMap<Float64Array, Tracing>()

/** Contours of a field at some levels; each is traced once and kept as long as the values are. */
export function contoursOf(data: FieldData, levels: readonly number[]): Contour[] {
  const tracing = tracingOf(data)
  return levels.map((level) => traceLevel(tracing, level))
}

/** Whether the contours of a field can be drawn without keeping the page waiting. */
export function areContoursReady(data: FieldData, levels: readonly number[]): boolean {
  if (data.values.length <= samplesAtOnce) return true
  const { traced } = tracingOf(data)
  return levels.every((level) => traced.has(level))
}

/**
 * Traces a field level by level, letting the page draw in between. Resolves to whether all are ready: false once `signal`
 * is aborted, as when a newer field has taken the place of this one.
 */
export async function prepareContours(
  data: FieldData,
  levels: readonly number[],
  signal: AbortSignal,
): Promise<boolean> {
  const tracing = tracingOf(data)
  let begun = Number.NEGATIVE_INFINITY
  for (const level of levels) {
    if (performance.now() - begun > sliceMs) {
      await new Promise((resolve) => setTimeout(resolve))
      begun = performance.now()
    }
    if (signal.aborted) return false
    traceLevel(tracing, level)
  }
  return !signal.aborted
}

function traceLevel({ trace, traced }: Tracing, level: number): Contour {
  const contour = traced.get(level) ?? trace(level)
  traced.set(level, contour)
  return contour
}

function tracingOf(data: FieldData): Tracing {
  const known = tracings.get(data.values)
  if (known) return known
  const made = { trace: createThinnedTracer(data), traced: new Map<number, Contour>() }
  tracings.set(data.values, made)
  return made
}

/** Every second sample of a fine, finite field gives the same hairlines in a quarter of the time. */
function createThinnedTracer({ grid, values }: FieldData): (level: number) => Contour {
  const width = grid.x.count
  const height = grid.y.count
  const isFine = Math.min(width, height) > 120 && width % 2 === 1 && height % 2 === 1
  if (!isFine || !values.every(Number.isFinite)) return createTracer(values, { width, height })
  const half = { width: (width + 1) / 2, height: (height + 1) / 2 }
  const thinned = Float64Array.from(
    { length: half.width * half.height },
    (_, i) => values[2 * Math.floor(i / half.width) * width + 2 * (i % half.width)] as number,
  )
  const trace = createTracer(thinned, half)
  return (level) => ({
    level,
    lines: trace(level).lines.map((points) => points.map(([column, row]) => [2 * column, 2 * row] as const)),
  })
}
