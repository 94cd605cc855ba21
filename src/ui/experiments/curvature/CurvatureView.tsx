import { Button } from '@mantine/core'
import { setChoices } from '../../../store/choices/editing.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import { NumberChoice } from '../../controls/NumberChoice.tsx'
import { OptionChoice } from '../../controls/OptionChoice.tsx'
import { useStudy, useStudyState } from '../../StudyContext.ts'
import { curvatureTexts } from '../../texts/experiments/curvature.ts'
import { ExperimentFrame } from '../ExperimentFrame.tsx'
import { Eigenvalues } from './Eigenvalues.tsx'

/** The point of the plane, by hand or from the landscape. */
function PlanePointSettings() {
  const study = useStudy()
  const probe = useStudyState((state) => state.probe)
  const take = () => probe && setChoices(study, { hessianX: probe.x, hessianY: probe.y })
  return (
    <>
      <NumberChoice name="hessianX" />
      <NumberChoice name="hessianY" />
      {probe ? (
        <Button size="compact-sm" variant="light" onClick={take}>
          {curvatureTexts.takeProbe}
        </Button>
      ) : (
        <span className="quiet">{curvatureTexts.noProbe}</span>
      )}
    </>
  )
}

function Place() {
  const place = useStudyState(({ choices }) => choices.hessianPlace)
  if (place === 'plane') return <PlanePointSettings />
  return <NumberChoice name={place === 'curve' || place === 'segment' ? 'hessianPoints' : 'hessianT'} />
}

/** Outer eigenvalues of the Hessian along a path or at a point. */
export function CurvatureView() {
  const value = useStudyState((state) => selectExperiment(state, 'curvature').value)
  return (
    <ExperimentFrame
      name="curvature"
      settings={
        <>
          <OptionChoice name="hessianPlace" />
          <Place />
          <NumberChoice name="hessianLargest" />
          <NumberChoice name="hessianSmallest" />
          <NumberChoice name="hessianSamples" zero={curvatureTexts.allRows} />
          <NumberChoice name="hessianTolerance" />
          <NumberChoice name="hessianProducts" />
          <NumberChoice name="hessianSeed" />
        </>
      }
    >
      <Eigenvalues value={value} />
    </ExperimentFrame>
  )
}
