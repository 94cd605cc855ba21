import { useMemo } from 'react'
import type { TrainingRun } from '../../charts/drawTrainingChart.ts'
import { type Choices, initialChoices } from '../../store/choices/choices.ts'
import { recommendedChoices } from '../../store/dataSets.ts'
import { freshnessOf, neededEndpoints } from '../../store/keys.ts'
import { divergedEndpoints } from '../../store/running/divergence.ts'
import { type EndpointIndex, endpointRecipeOf, openedEndpointOf } from '../../store/running/requests.ts'
import type { StudyState } from '../../store/state.ts'
import { TrainingChart, TrainingChartPlace } from '../pictures/TrainingChart.tsx'
import { useStudyState } from '../StudyContext.ts'
import { formatPercent } from '../texts/formatting.ts'
import { endpointNames, endpointTexts, stateTexts } from '../texts/steps.ts'
import { DivergedNote } from './DivergedNote.tsx'
import { StepProgress } from './StepProgress.tsx'

/** Histories to draw: of the endpoints in training, else of the finished ones; empty where there is none. */
function useRuns(): readonly TrainingRun[] {
  const live = useStudyState((state) => state.live.endpoints)
  const endpoints = useStudyState(({ results }) => results.endpoints)
  const hasThird = useStudyState(({ choices }) => neededEndpoints(choices).length === 3)
  return useMemo(() => {
    const indices: readonly EndpointIndex[] = hasThird ? [0, 1, 2] : [0, 1]
    return indices.map((index) => ({
      label: endpointNames[index],
      history: live[index]?.history ?? endpoints[index]?.history ?? [],
    }))
  }, [live, endpoints, hasThird])
}

/** Epochs that the longest of the trainings takes, further ones included; 0 where the choices ask for another than is shown. */
function selectPlannedEpochs({ choices, results, jobs }: StudyState): number {
  if (!jobs.endpoints && freshnessOf(choices, results).endpoints !== 'fresh') return 0
  const further = choices.moreEpochs.reduce((total, epochs) => total + epochs, 0)
  return Math.max(
    ...neededEndpoints(choices).map((index) =>
      openedEndpointOf(choices, index) === '' ? endpointRecipeOf(choices, index).epochs + further : further,
    ),
  )
}

/** What an endpoint comes to in a word: its test accuracy as it comes, or that it diverged. */
function selectWord({ live, results }: StudyState, index: EndpointIndex): string {
  if (!live.endpoints[index] && results.endpoints[index]?.diverged) return stateTexts.diverged
  const history = live.endpoints[index]?.history ?? results.endpoints[index]?.history ?? []
  const record = history.findLast(({ testAccuracy }) => testAccuracy !== undefined)
  return record?.testAccuracy === undefined ? '…' : formatPercent(record.testAccuracy)
}

/** Test accuracies in a line; three of them leave room for one unit. */
function summarize(words: readonly string[]): string {
  if (words.every((word) => word === stateTexts.diverged)) return stateTexts.diverged
  const line = words.join(' · ')
  return words.length < 3 ? endpointTexts.test(line) : line.replaceAll(' % ·', ' ·')
}

/** Test accuracies, as they come. A part of its own: it changes many times a second while the settings beside it stay. */
export function EndpointsSummary() {
  return useStudyState((state) => {
    const { choices, live, results } = state
    const needed = neededEndpoints(choices)
    if (needed.every((index) => openedEndpointOf(choices, index) !== '')) return endpointTexts.opened
    if (state.opening) return stateTexts.opening
    const present = needed.filter((index) => live.endpoints[index] ?? results.endpoints[index])
    return present.length === 0
      ? endpointTexts.empty
      : summarize(present.map((index) => selectWord(state, index)))
  })
}

/** Which learning rates to set, and to what, for endpoints that diverged; undefined where they were not too high. */
function remedyFor(choices: Choices, diverged: readonly EndpointIndex[]) {
  const rate = recommendedChoices(choices.data).learningRate ?? initialChoices.learningRate
  const second = choices.ownRecipe2 && diverged.includes(1)
  const first = diverged.some((index) => index !== 1 || !choices.ownRecipe2)
  const patch = {
    ...(first && choices.learningRate > rate && { learningRate: rate }),
    ...(second && choices.learningRate2 > rate && { learningRate2: rate }),
  }
  return Object.keys(patch).length > 0 ? { rate, patch } : undefined
}

function EndpointsDiverged() {
  const choices = useStudyState((state) => state.choices)
  const results = useStudyState((state) => state.results)
  const running = useStudyState(({ jobs }) => jobs.endpoints !== undefined)
  if (running) return null
  const indices = divergedEndpoints(choices, results)
  const runs = indices.flatMap((index) => {
    const diverged = results.endpoints[index]?.diverged
    return diverged ? [{ name: endpointNames[index], diverged }] : []
  })
  return <DivergedNote runs={runs} remedy={remedyFor(choices, indices)} />
}

/** The training as it goes, and what became of it. */
export function EndpointsGlance() {
  const runs = useRuns()
  const running = useStudyState(({ jobs }) => jobs.endpoints !== undefined)
  const opening = useStudyState((state) => state.opening)
  const planned = useStudyState(selectPlannedEpochs)
  const reached = Math.max(0, ...runs.map(({ history }) => history.length))
  return (
    <>
      {running || reached > 1 ? (
        <TrainingChart runs={runs} epochs={Math.max(planned, reached)} label={endpointTexts.chart} />
      ) : (
        opening && <TrainingChartPlace />
      )}
      <StepProgress run="endpoints" />
      <EndpointsDiverged />
    </>
  )
}
