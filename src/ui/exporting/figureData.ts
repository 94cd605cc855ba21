import { drawPlaneFigure } from '../../charts/figures/drawPlaneFigure.ts'
import { drawProfileFigure, type FigurePath } from '../../charts/figures/drawProfileFigure.ts'
import type { BandChoices } from '../../charts/figures/figureBands.ts'
import type { FigureTheme } from '../../charts/figures/figureTheme.ts'
import type { Choices } from '../../store/choices/choices.ts'
import { comparableProfiles } from '../../store/exporting/resultRows.ts'
import { selectField, type View } from '../../store/landscape/landscapeSelectors.ts'
import { selectSurface } from '../../store/landscape/surfaceSelectors.ts'
import { placeCurve, selectHeld, selectValues } from '../../store/path/pathSelectors.ts'
import type { LandscapeResult, PathValues, ProfileResult } from '../../store/results.ts'
import type { StudyState } from '../../store/state.ts'
import { createOverlay, trailsOf } from '../landscape/landscapeView.ts'
import { figurePathName, planeFigureTexts, profileFigureTexts } from '../texts/figures.ts'
import { studyTitle } from './studyTitle.ts'

/** Distances from the plane up to this share of its width count as in it. */
const tolerance = 1e-3
const longestName = 80

function isShare(quantity: Choices['quantity']): boolean {
  return quantity === 'error' || quantity === 'accuracy'
}

function toPercent(values: Float64Array, quantity: Choices['quantity']): Float64Array {
  return isShare(quantity) ? values.map((share) => share * 100) : values
}

function nameOf(state: StudyState): string {
  const name = studyTitle(state)
  return name.length > longestName ? `${name.slice(0, longestName)}…` : name
}

/** The paper's bands for what is shown; more accuracy is better, and no logarithm of it says anything. */
function bandsOf({
  quantity,
  palette,
  rangeMax,
}: Pick<Choices, 'quantity' | 'palette' | 'rangeMax'>): BandChoices {
  const shares = isShare(quantity)
  return {
    palette,
    reversed: quantity === 'accuracy',
    spread: quantity === 'accuracy' ? 'linear' : 'log',
    logAlpha: shares ? -1 : -5,
    vmax: rangeMax ?? (quantity === 'accuracy' ? 100 : shares ? 40 : 5),
  }
}

/** What is seen over the plane: the chosen surface as far as it is known, else the landscape's own values. */
function shownOver(state: StudyState, landscape: LandscapeResult) {
  const { choices } = state
  const surface = selectSurface(state)
  if (surface?.grid === landscape.grid && surface.known.includes(1)) {
    // Surfaces are shares, coloured as errors are, whatever ends were typed for another quantity.
    return { values: surface.values, view: { ...choices, quantity: 'error', rangeMax: null } as const }
  }
  return {
    values: selectField(landscape, choices).values,
    view: { ...choices, surface: 'none' } as const,
  }
}

/** All values of several landscapes, for bands that they share. */
function valuesOf(landscapes: readonly LandscapeResult[] | undefined, choices: Choices) {
  const all = landscapes?.flatMap((one) => [...selectField(one, choices).values])
  return all && toPercent(Float64Array.from(all), choices.quantity)
}

/** The study's landscape as the paper lays one out; `among` are the landscapes whose bands it shares, its own among them. */
export function createPlaneFigure(
  state: StudyState,
  landscape: LandscapeResult,
  theme: FigureTheme,
  { among }: { readonly among?: readonly LandscapeResult[] } = {},
): SVGSVGElement {
  const { choices } = state
  const { frame, grid } = landscape
  const held = selectHeld(state)
  const source = {
    shown: landscape,
    live: undefined,
    filmGrid: undefined,
    kind: choices.curve,
    held,
    picks: choices.picks,
    t: choices.t,
  }
  const overlay = createOverlay(source)
  const away = placeCurve(frame, choices.curve, held)?.awayFromPlane ?? 0
  const { values, view } = shownOver(state, landscape)
  const texts = planeFigureTexts({
    name: nameOf(state),
    choices: view,
    frame,
    bendCount: overlay?.bends.length ?? 0,
    awayFromPlane: away > tolerance * (grid.x.max - grid.x.min) ? away : 0,
  })
  const data = {
    grid,
    values: toPercent(values, view.quantity),
    endpoints: overlay?.endpoints ?? [],
    bends: overlay?.bends ?? [],
    segment: overlay?.segment ?? [],
    curve: overlay?.curve ?? [],
    trails: trailsOf(frame),
    picks: overlay?.picks ?? [],
  }
  return drawPlaneFigure(data, {
    ...texts,
    theme,
    bands: bandsOf(view),
    bandValues: valuesOf(among, choices),
  })
}

/** The study's profiles side by side: what is shown of train if that is a loss, and the test error. */
export function createProfileFigure(
  state: StudyState,
  profile: ProfileResult,
  theme: FigureTheme,
): SVGSVGElement {
  const { choices } = state
  const left = choices.quantity === 'loss' ? 'loss' : 'nll'
  const view = (split: View['split'], quantity: View['quantity']) => ({
    split,
    quantity,
    evaluationDecay: choices.evaluationDecay,
  })
  const path = (kind: FigurePath['kind'], values: PathValues, index = 0): FigurePath => ({
    label: figurePathName(kind, index),
    kind,
    ts: profile.ts,
    left: selectValues(values, view('train', left)),
    right: toPercent(selectValues(values, view('test', 'error')), 'error'),
  })
  const paths = [
    path('curve', profile.curve),
    path('segment', profile.segment),
    ...comparableProfiles(state).map(({ curve }, i) => path('kept', curve, i)),
  ]
  return drawProfileFigure(paths, { ...profileFigureTexts(nameOf(state), left), theme, scale: choices.scale })
}
