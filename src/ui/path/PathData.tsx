import { memo } from 'react'
import { selectProfile } from '../../store/path/pathSelectors.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import { useStudy } from '../StudyContext.ts'
import { quantityLabel, quantityUnits } from '../texts/options.ts'
import { pathTexts } from '../texts/path.ts'
import { type ChartProps, secondView } from './PathCharts.tsx'
import { createSeries } from './profileSeries.ts'

/** Both charts along t as one table. */
export const PathData = memo(function PathData({ view, moving, lone }: Omit<ChartProps, 'emptyText'>) {
  const study = useStudy()
  return (
    <DataButton
      what={pathTexts.data}
      make={({ tableOfProfiles }) => {
        const state = study.store.getState()
        const source = {
          ...state,
          results: { ...state.results, profile: selectProfile(state) },
          drag: undefined,
          moving,
          lone,
        }
        const [first, second] = [view, secondView(view)].map((one) =>
          tableOfProfiles(createSeries(source, one), {
            axis: 't',
            quantity: quantityLabel(one),
            unit: quantityUnits[one.quantity],
          }),
        )
        return [...(first ?? []), ...(second ?? []).slice(1)]
      }}
    />
  )
})
