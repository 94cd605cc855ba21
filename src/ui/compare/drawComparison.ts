import { figureThemes } from '../../charts/figures/figureTheme.ts'
import { serializeFigure } from '../../charts/figures/prepareFigure.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { BesideStudy } from '../../store/comparing/beside.ts'
import type { Study } from '../../store/context.ts'
import type { StudyState } from '../../store/state.ts'
import { createPlaneFigure } from '../exporting/figureData.ts'
import { rasterize } from '../exporting/rasterize.ts'
import { selectStudyName } from '../studyName.ts'

/** The other study as it would be seen in the view of the present one. */
function inViewOf(state: StudyState, { name, choices, results }: BesideStudy): StudyState {
  const { split, quantity, evaluationDecay, palette, rangeMin, rangeMax, t } = state.choices
  const view = { split, quantity, evaluationDecay, palette, rangeMin, rangeMax, t }
  return {
    ...state,
    drag: undefined,
    choices: { ...choices, ...view },
    results,
    names: { [state.studyId]: name ?? selectStudyName(choices) },
  }
}

/** Both planes side by side in the paper's layout, with the bands of one scale; undefined where either is missing. */
function createFigure({ store }: Study): SVGSVGElement | undefined {
  const state = withoutSurface(store.getState())
  const { beside, results } = state
  const left = results.landscape
  const right = beside?.other?.results.landscape
  if (!beside?.other || !left || !right) return undefined
  const theme = figureThemes.light
  const among = [left, right]
  const figures = [
    createPlaneFigure(state, left, theme, { among }),
    createPlaneFigure(inViewOf(state, beside.other), right, theme, { among }),
  ]
  const widths = figures.map((figure) => Number(figure.getAttribute('width')))
  const height = Math.max(...figures.map((figure) => Number(figure.getAttribute('height'))))
  const width = widths.reduce((sum, one) => sum + one, 0)
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
    svg.setAttribute(name, String(value))
  }
  figures.forEach((figure, index) => {
    figure.setAttribute('x', String(index === 0 ? 0 : widths[0]))
    svg.append(figure)
  })
  return svg
}

/** The planes are compared in a quantity, whatever surface is seen over the present one. */
function withoutSurface(state: StudyState): StudyState {
  return { ...state, choices: { ...state.choices, surface: 'none' } }
}

/** Both planes as an SVG or PNG file, light as for paper. @throws EngineError where a landscape is missing */
export async function drawComparison(study: Study, format: 'svg' | 'png'): Promise<Blob> {
  const svg = createFigure(study)
  if (!svg) throw new EngineError('invalid-request', 'a landscape is missing')
  const file = new Blob([serializeFigure(svg)], { type: 'image/svg+xml' })
  if (format === 'svg') return file
  return rasterize(file, {
    width: Number(svg.getAttribute('width')),
    height: Number(svg.getAttribute('height')),
    scale: 2,
  })
}
