import type { Choices } from '../choices/choices.ts'
import { selectExperiment } from '../experiments/selectExperiment.ts'
import type { OverPlaneValue } from '../experiments/values/overPlaneValue.ts'
import { planeKey } from '../keys.ts'
import type { StudyState } from '../state.ts'
import { type Field, type ShownLandscape, selectLandscape } from './landscapeSelectors.ts'

/** What is seen over the plane in place of the landscape's own values. */
export type SurfaceName = Exclude<Choices['surface'], 'none'>

const fields = new WeakMap<OverPlaneValue, Map<SurfaceName, Field>>()
const blanks = new WeakMap<ShownLandscape, Field>()

/**
 * The chosen surface over the grid of the landscape that is shown, undefined where none is chosen; nothing of it is known
 * as long as that grid has not been compared. The same object as long as nothing changes.
 */
export function selectSurface(state: StudyState): Field | undefined {
  const { surface } = state.choices
  if (surface === 'none') return undefined
  const shown = selectLandscape(state)
  if (!shown) return undefined
  const { value } = selectExperiment(state, 'overPlane')
  if (!value || !isOver(value, shown, state)) return blankOf(shown)
  const known = fields.get(value) ?? new Map<SurfaceName, Field>()
  const field = known.get(surface) ?? toField(value, shown, surface)
  fields.set(value, known.set(surface, field))
  return field
}

function isOver(value: OverPlaneValue, shown: ShownLandscape, { choices, results }: StudyState): boolean {
  const { landscape } = results
  if (value.planeKey !== (shown === landscape ? landscape.planeKey : planeKey(choices))) return false
  return value.grid === shown.grid || JSON.stringify(value.grid) === JSON.stringify(shown.grid)
}

function blankOf(shown: ShownLandscape): Field {
  const { frame, grid } = shown
  const size = grid.x.count * grid.y.count
  const blank = blanks.get(shown) ?? {
    frame,
    grid,
    values: new Float64Array(size).fill(Number.NaN),
    known: new Uint8Array(size),
    complete: false,
  }
  blanks.set(shown, blank)
  return blank
}

function toField(
  { grid, values, computed }: OverPlaneValue,
  { frame }: ShownLandscape,
  surface: SurfaceName,
): Field {
  const size = values.correct.length
  return {
    frame,
    grid,
    values: surfaceValues(values, surface),
    known: Uint8Array.from(values.correct, (correct) => (correct >= 0 ? 1 : 0)),
    complete: computed === size,
  }
}

/** One surface as shares 0…1, NaN where nothing is known. */
export function surfaceValues(
  { ensembleCorrect, ensembleCalibrationError, correct, differing, count }: OverPlaneValue['values'],
  surface: SurfaceName,
): Float64Array {
  if (surface === 'calibration') return ensembleCalibrationError
  return Float64Array.from(correct, (known, i) => {
    if (known < 0) return Number.NaN
    return surface === 'ensemble'
      ? 1 - (ensembleCorrect[i] as number) / count
      : (differing[i] as number) / count
  })
}
