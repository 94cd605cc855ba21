import { useMemo } from 'react'
import { type Choices, initialChoices } from '../../store/choices/choices.ts'
import { recommendedChoices } from '../../store/dataSets.ts'
import { selectFrame } from '../../store/film/watching.ts'
import { freshnessOf } from '../../store/keys.ts'
import type { StudyState } from '../../store/state.ts'
import { TrainingChart, TrainingChartPlace } from '../pictures/TrainingChart.tsx'
import { useStudyState } from '../StudyContext.ts'
import { curveTexts } from '../texts/steps.ts'
import { DivergedNote } from './DivergedNote.tsx'
import { StepProgress } from './StepProgress.tsx'

/** Epochs of the curve that is shown or on its way; 0 where the choices ask for another. */
function selectPlannedEpochs({ choices, results, jobs }: StudyState): number {
  return jobs.curve || freshnessOf(choices, results).curve === 'fresh' ? choices.curveEpochs : 0
}

function remedyFor({ data, curveLearningRate }: Choices) {
  const rate = recommendedChoices(data).curveLearningRate ?? initialChoices.curveLearningRate
  return curveLearningRate > rate ? { rate, patch: { curveLearningRate: rate } } : undefined
}

function CurveDiverged() {
  const choices = useStudyState((state) => state.choices)
  const diverged = useStudyState(({ results }) => results.curve?.diverged)
  const running = useStudyState(({ jobs }) => jobs.curve !== undefined)
  if (!diverged || running) return null
  return <DivergedNote runs={[{ name: curveTexts.curve, diverged }]} remedy={remedyFor(choices)} />
}

/** The training as it goes, or as far as the film has come, and what became of it. */
export function CurveGlance() {
  const all = useStudyState(({ live, results }) => live.curve?.history ?? results.curve?.history)
  const filmEpoch = useStudyState((state) => selectFrame(state)?.epoch)
  const running = useStudyState(({ jobs }) => jobs.curve !== undefined)
  const opening = useStudyState((state) => state.opening)
  const planned = useStudyState(selectPlannedEpochs)
  const runs = useMemo(() => {
    const history = all?.filter(({ epoch }) => epoch <= (filmEpoch ?? epoch)) ?? []
    return [{ label: '', history }]
  }, [all, filmEpoch])
  const reached = all?.length ?? 0
  return (
    <>
      {running || reached > 1 ? (
        <TrainingChart runs={runs} epochs={Math.max(planned, reached)} label={curveTexts.chart} />
      ) : (
        opening && <TrainingChartPlace />
      )}
      <StepProgress run="curve" />
      <CurveDiverged />
      <StepProgress run="profile" />
    </>
  )
}
