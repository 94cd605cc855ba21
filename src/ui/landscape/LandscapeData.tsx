import { selectField, selectLandscape } from '../../store/landscape/landscapeSelectors.ts'
import { selectSurface } from '../../store/landscape/surfaceSelectors.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { shownLabel } from '../texts/experiments/overPlane.ts'
import { quantityUnits } from '../texts/options.ts'
import { landscapeDataText } from '../texts/plane.ts'
import { planeAxes } from '../texts/planeKinds.ts'

/** The cells of the landscape, in the quantity that is shown. */
export function LandscapeData() {
  const study = useStudy()
  const quantity = useStudyState(({ choices }) => shownLabel(choices))
  return (
    <DataButton
      what={landscapeDataText(quantity)}
      make={({ tableOfField }) => {
        const state = study.store.getState()
        const shown = selectLandscape(state)
        if (!shown) return []
        const surface = selectSurface(state)
        const unit = surface ? '%' : quantityUnits[state.choices.quantity]
        const field = surface ?? selectField(shown, state.choices)
        return tableOfField(field, { ...planeAxes(shown.frame), quantity, unit })
      }}
    />
  )
}
