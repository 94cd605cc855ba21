import { figureThemes } from '../../charts/figures/figureTheme.ts'
import { serializeFigure } from '../../charts/figures/prepareFigure.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { DrawFigure } from '../../store/exporting/figures.ts'
import type { StudyState } from '../../store/state.ts'
import { createPlaneFigure, createProfileFigure } from './figureData.ts'
import { rasterize } from './rasterize.ts'

const usualScale = 2

/** Draws a figure of the study as an SVG or PNG file. */
export const drawFigure: DrawFigure = async (
  study,
  { name, format },
  { theme = 'paper', scale = usualScale },
) => {
  const isDark = theme === 'page' && document.documentElement.dataset.mantineColorScheme === 'dark'
  const themeName = isDark ? 'dark' : 'light'
  const state = study.store.getState()
  const { landscape } = state.results
  const svg =
    name === 'relief' && landscape
      ? (await import('./createReliefFigure.ts')).createReliefFigure(study, landscape, { themeName, scale })
      : createFigure(state, name, figureThemes[themeName])
  const file = new Blob([serializeFigure(svg)], { type: 'image/svg+xml' })
  if (format === 'svg') return file
  return rasterize(file, {
    width: Number(svg.getAttribute('width')),
    height: Number(svg.getAttribute('height')),
    scale,
  })
}

function createFigure(
  state: StudyState,
  name: Parameters<DrawFigure>[1]['name'],
  colours: (typeof figureThemes)['light'],
): SVGSVGElement {
  const { landscape, profile } = state.results
  if (name === 'plane' && landscape) return createPlaneFigure(state, landscape, colours)
  if (name === 'profile' && profile) return createProfileFigure(state, profile, colours)
  throw new EngineError('invalid-request', `nothing to draw for ${name}`)
}
