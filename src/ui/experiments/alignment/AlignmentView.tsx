import { useMemo } from 'react'
import type { OverlayData } from '../../../charts/overlayData.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import { toShownLandscape } from '../../../store/experiments/toShownLandscape.ts'
import type { AlignmentValue } from '../../../store/experiments/values/alignmentValue.ts'
import { placePoint, unitRow } from '../../../store/landscape/frame.ts'
import type { ShownLandscape } from '../../../store/landscape/landscapeSelectors.ts'
import { placeCurve } from '../../../store/path/pathSelectors.ts'
import { FlagChoice } from '../../controls/FlagChoice.tsx'
import { NumberChoice } from '../../controls/NumberChoice.tsx'
import { PlaneChart } from '../../pictures/PlaneChart.tsx'
import { useStudyState } from '../../StudyContext.ts'
import { alignmentTexts } from '../../texts/experiments/alignment.ts'
import { formatDistance } from '../../texts/formatting.ts'
import { planeTexts } from '../../texts/plane.ts'
import { ExperimentFrame } from '../ExperimentFrame.tsx'
import { AlignedUnits } from './AlignedUnits.tsx'
import { AlignedWays } from './AlignedWays.tsx'

const axes = { x: planeTexts.xLabel, y: alignmentTexts.yLabel }

function createOverlay(
  { frame }: ShownLandscape,
  kind: AlignmentValue['curveKind'],
): { readonly overlay: Omit<OverlayData, 'grid'>; readonly away: number | undefined } {
  const endpoints = alignmentTexts.names.map((label, index) => ({
    ...placePoint(frame, unitRow(frame.basis.length, index)),
    label,
  }))
  const curve = placeCurve(frame, kind)
  const [w1, w2, aligned] = endpoints
  const segment = [w2, w1, aligned].filter((point) => point !== undefined)
  return {
    overlay: { endpoints, bends: [], segment, ...(curve && { curve: curve.points }) },
    away: curve?.awayFromPlane,
  }
}

function Plane({ value }: { readonly value: AlignmentValue }) {
  const { seen, curveKind } = value
  const picture = useMemo(() => {
    const shown = seen && toShownLandscape(seen)
    return shown && { shown, ...createOverlay(shown, curveKind) }
  }, [seen, curveKind])
  if (!picture) return null
  const { shown, overlay, away } = picture
  return (
    <div>
      <PlaneChart label={alignmentTexts.plane} shown={shown} overlay={overlay} axes={axes} />
      {away !== undefined && <p className="quiet">{alignmentTexts.planeHelp(formatDistance(away))}</p>}
      {shown.frame.plane.degenerate && <p className="quiet">{alignmentTexts.degenerate}</p>}
    </div>
  )
}

/** The barrier before and after the units of w₂ took the places of those of w₁. */
export function AlignmentView() {
  const value = useStudyState((state) => selectExperiment(state, 'alignment').value)
  return (
    <ExperimentFrame
      name="alignment"
      settings={
        <>
          <FlagChoice name="alignCurves" />
          <NumberChoice name="alignResolution" />
        </>
      }
    >
      <AlignedWays value={value} />
      {value && <AlignedUnits value={value} />}
      {value && <Plane value={value} />}
    </ExperimentFrame>
  )
}
