import type { PlotArea } from './landscapeScales.ts'
import type { Layer } from './prepareChart.ts'

/** Writes a sentence in the middle of an empty plot. */
export function drawEmpty(
  layer: Layer,
  texts: readonly string[],
  { plot }: { readonly plot: PlotArea },
): void {
  layer
    .selectAll<SVGTextElement, string>('text.empty')
    .data(texts)
    .join('text')
    .attr('class', 'empty')
    .attr('x', plot.x + plot.width / 2)
    .attr('y', plot.y + plot.height / 2)
    .text((text) => text)
}
