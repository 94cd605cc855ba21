import { EngineError } from '../../protocol/engineError.ts'
import type { Study } from '../context.ts'
import type { ExportOptions } from './exportRow.ts'

/** Figures that can be drawn. */
export type FigureName = 'plane' | 'profile' | 'relief'

/** Draws a figure of the present study as a file. */
export type DrawFigure = (
  study: Study,
  figure: { readonly name: FigureName; readonly format: 'svg' | 'png' },
  options: ExportOptions,
) => Promise<Blob>

const drawers = new WeakMap<Study, DrawFigure>()

/** Says what draws the figures of a study: the store knows no charts. */
export function offerFigures(study: Study, draw: DrawFigure): void {
  drawers.set(study, draw)
}

/** What draws the figures of a study. @throws EngineError `unsupported` where nothing does */
export function figureDrawer(study: Study): DrawFigure {
  const draw = drawers.get(study)
  if (!draw) throw new EngineError('unsupported', 'nothing draws figures here')
  return draw
}
