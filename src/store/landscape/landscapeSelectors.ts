import type { Grid } from '../../core/planes/grid.ts'
import { quantityValues } from '../../core/quantities.ts'
import type { Choices } from '../choices/choices.ts'
import type { BothSplits, LandscapeResult, PlaneFrame } from '../results.ts'
import type { StudyState } from '../state.ts'

/** A landscape, finished or being computed, whichever is to be seen. */
export interface ShownLandscape {
  readonly frame: PlaneFrame
  readonly grid: Grid
  readonly values: BothSplits
  readonly squaredNorms: Float64Array
  readonly computed: number
}

/** One quantity over the grid. */
export interface Field {
  readonly frame: PlaneFrame
  readonly grid: Grid
  /** Row-major; NaN where not finite or not computed. */
  readonly values: Float64Array
  /** 1 where computed. */
  readonly known: Uint8Array
  readonly complete: boolean
}

/** The landscape being computed, else the last one. */
export function selectLandscape({
  live,
  results,
}: Pick<StudyState, 'live' | 'results'>): ShownLandscape | undefined {
  return live.landscape ?? results.landscape
}

const fields = new WeakMap<ShownLandscape, Map<string, Field>>()

/** Which quantity is looked at. */
export type View = Pick<Choices, 'split' | 'quantity' | 'evaluationDecay'>

/** One quantity over a landscape; the same object as long as neither changes. */
export function selectField(shown: ShownLandscape, view: View): Field {
  const name = [view.split, view.quantity, view.quantity === 'loss' ? view.evaluationDecay : 0].join()
  const views = fields.get(shown) ?? new Map<string, Field>()
  const field = views.get(name) ?? toField(shown, view)
  fields.set(shown, views.set(name, field))
  return field
}

function toField(shown: ShownLandscape, { split, quantity, evaluationDecay }: View): Field {
  const { frame, grid, values, squaredNorms, computed } = shown
  const { correct } = values[split]
  return {
    frame,
    grid,
    values: quantityValues(values[split], quantity, { squaredNorms, weightDecay: evaluationDecay }),
    known: markKnown(correct),
    complete: computed === correct.length,
  }
}

/** A loop: `from` with a function goes through an iterator, which a page cannot afford for ten thousand points a frame. */
function markKnown(correct: Int32Array): Uint8Array {
  const known = new Uint8Array(correct.length)
  for (let i = 0; i < known.length; i += 1) known[i] = (correct[i] as number) >= 0 ? 1 : 0
  return known
}

/** Window of a landscape, as a choice writes it. */
export function windowOf({ grid }: Pick<LandscapeResult, 'grid'>): [number, number, number, number] {
  return [grid.x.min, grid.x.max, grid.y.min, grid.y.max]
}
