import chartStyles from '../../charts/charts.css?inline'
import { figureThemes } from '../../charts/figures/figureTheme.ts'
import { formatPercentTick, formatTick } from '../../charts/formatNumber.ts'
import { drawReliefFigure } from '../../charts/relief/drawReliefFigure.ts'
import reliefStyles from '../../charts/relief/relief.css?inline'
import { readInk } from '../../charts/relief/reliefInk.ts'
import { usualViewpoint } from '../../charts/relief/viewpoint.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { Study } from '../../store/context.ts'
import { selectField } from '../../store/landscape/landscapeSelectors.ts'
import { selectSurface } from '../../store/landscape/surfaceSelectors.ts'
import { selectHeld } from '../../store/path/pathSelectors.ts'
import type { LandscapeResult } from '../../store/results.ts'
import { chooseColorScale } from '../landscape/chooseColorScale.ts'
import { createOverlay, paintedField } from '../landscape/landscapeView.ts'
import { lastViewpoint } from '../landscape/reliefViewpoint.ts'
import { shownLabel } from '../texts/experiments/overPlane.ts'
import { formatDistance } from '../texts/formatting.ts'
import { quantityUnits } from '../texts/options.ts'
import { offPlaneText } from '../texts/plane.ts'
import { planeChartTexts } from '../texts/planeChart.ts'
import { planeAxes } from '../texts/planeKinds.ts'
import { reliefTexts } from '../texts/relief.ts'
import { studyTitle } from './studyTitle.ts'

/** Surfaces over the plane are shares, coloured as errors are. */
const shareView = { quantity: 'error', rangeMin: null, rangeMax: null } as const

/** The study's landscape as a relief, seen as it was turned last. @throws EngineError `unsupported` without WebGL 2 */
export function createReliefFigure(
  study: Study,
  landscape: LandscapeResult,
  { themeName, scale }: { readonly themeName: 'light' | 'dark'; readonly scale: number },
): SVGSVGElement {
  const state = study.store.getState()
  const over = selectSurface(state)
  const shown = over?.grid === landscape.grid && over.known.includes(1) ? over : undefined
  const choices = shown ? { ...state.choices, ...shareView } : { ...state.choices, surface: 'none' as const }
  const field = paintedField(shown ?? selectField(landscape, choices))
  const overlay = createOverlay({
    shown: landscape,
    live: undefined,
    filmGrid: undefined,
    kind: choices.curve,
    held: selectHeld(state),
    picks: choices.picks,
    t: choices.t,
  })
  const label = shownLabel(choices)
  const unit = quantityUnits[choices.quantity]
  const axes = planeAxes(landscape.frame)
  const svg = drawReliefFigure(
    { field, overlay: { ...(overlay ?? { endpoints: [], bends: [] }), fixed: true }, t: choices.t },
    {
      title: `${studyTitle(state)}: ${label}`,
      description: reliefTexts.picture(label),
      theme: figureThemes[themeName],
      themeName,
      viewpoint: lastViewpoint(study) ?? usualViewpoint,
      scale,
      unit,
      styles: `${chartStyles}\n${reliefStyles}`,
      color: chooseColorScale(field.values, choices),
      contours: choices.contours,
      ink: readInk(themeName),
      xLabel: axes.x,
      yLabel: axes.y,
      valueLabel: reliefTexts.value(label, unit),
      formatValue: unit === '%' ? formatPercentTick : formatTick,
      notFiniteLabel: planeChartTexts.notFinite,
      describeDistance: (distance) => offPlaneText(formatDistance(distance), false),
    },
  )
  if (!svg) throw new EngineError('unsupported', 'this browser has no WebGL 2')
  return svg
}
