import { amend } from './amend.ts'
import { type Layer, single } from './prepareChart.ts'

/** Draws the cross of the probed network and the squares of picked ones; `place` is their transform. */
export function drawSigns<Sign>(
  layer: Layer,
  { probes, picks }: { readonly probes: readonly Sign[]; readonly picks: readonly Sign[] },
  place: (sign: Sign) => string,
): void {
  single(layer, 'g', 'probes')
    .selectAll<SVGGElement, Sign>('g.probe')
    .data(probes)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'probe')
      for (const name of ['casing', 'cross'])
        group.append('path').attr('class', name).attr('d', 'M-7,0H7M0,-7V7')
      return group
    })
    .call(amend, 'transform', place)
  single(layer, 'g', 'picks')
    .selectAll<SVGRectElement, Sign>('rect')
    .data(picks)
    .join((enter) =>
      enter
        .append('rect')
        .attr('class', 'pick')
        .attr('x', -5)
        .attr('y', -5)
        .attr('width', 10)
        .attr('height', 10),
    )
    .call(amend, 'transform', place)
}
