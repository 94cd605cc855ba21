import { amend, amendText } from './amend.ts'
import { type LabelPlace, placeSeriesLabels } from './placeSeriesLabels.ts'
import { type Layer, single } from './prepareChart.ts'
import type { ProfileScales, ProfileSeries } from './profileScales.ts'

const places = new WeakMap<SVGTextElement, LabelPlace>()

/** Writes the name of every series beside its line; a name stays where it stood while that place is still good. */
export function drawSeriesLabels(
  layer: Layer,
  series: readonly ProfileSeries[],
  { xScale, yScale, plot }: ProfileScales,
): void {
  const texts = single(layer, 'g', 'names')
    .selectAll<SVGTextElement, ProfileSeries>('text')
    .data(series, ({ id }) => id)
    .join('text')
  const nodes = texts.nodes()
  const lines = series.map(({ label, ts, values }, i) => {
    const node = nodes[i]
    return {
      text: label,
      xs: Array.from(ts, (t) => xScale(t)),
      // A name beside a stretch that is cut off would hang in the air.
      ys: Array.from(values, (value) => (yScale(value) >= plot.y ? yScale(value) : Number.NaN)),
      former: node && places.get(node),
    }
  })
  const placed = placeSeriesLabels(lines, plot)
  texts
    .call(amend, 'class', ({ kind }) => `cased ${kind}`)
    .call(amend, 'text-anchor', 'middle')
    .call(amend, 'x', (_, i) => Math.round(placed[i]?.x ?? 0))
    .call(amend, 'y', (_, i) => Math.round(placed[i]?.y ?? 0))
    .call(amendText, ({ label }, i) => (placed[i] ? label : ''))
  for (const [i, node] of nodes.entries()) {
    const place = placed[i]
    if (place) places.set(node, place)
  }
}
