import type { PlaneWindow } from '../../store/choices/choiceKinds.ts'
import { setChoices } from '../../store/choices/editing.ts'
import type { Study } from '../../store/context.ts'
import { windowOf } from '../../store/landscape/landscapeSelectors.ts'
import { runStep } from '../../store/running/runAll.ts'

/** Digits of a window that a link keeps. */
const digits = 5

/** Shows a part of the plane and evaluates it; null is the usual window. */
export async function showWindow(study: Study, window: PlaneWindow | null): Promise<void> {
  const rounded = window?.map((value) => Number(value.toPrecision(digits)))
  const [x0, x1, y0, y1] = rounded ?? []
  const fits =
    x0 !== undefined && x1 !== undefined && y0 !== undefined && y1 !== undefined && x0 < x1 && y0 < y1
  setChoices(study, { window: fits ? [x0, x1, y0, y1] : null })
  await runStep(study, 'landscape')
}

/** Zooms about the middle of what is seen; above 1 comes closer. */
export async function zoomWindow(study: Study, factor: number): Promise<void> {
  const { landscape } = study.store.getState().results
  if (!landscape) return
  const [x0, x1, y0, y1] = windowOf(landscape)
  const half = (low: number, high: number) => (high - low) / factor / 2
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2]
  await showWindow(study, [x - half(x0, x1), x + half(x0, x1), y - half(y0, y1), y + half(y0, y1)])
}
