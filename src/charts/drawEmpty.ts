import { amend, amendText } from './amend.ts'
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
    .call(amend, 'class', 'empty')
    .call(amend, 'x', plot.x + plot.width / 2)
    .call(amend, 'y', plot.y + plot.height / 2)
    .call(amendText, (text) => text)
}
