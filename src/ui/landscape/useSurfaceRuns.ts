import { useEffect, useRef } from 'react'
import { runExperiment } from '../../store/experiments/runExperiment.ts'
import { selectExperiment } from '../../store/experiments/selectExperiment.ts'
import { freshnessOf } from '../../store/keys.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'

/**
 * Compares the plane with w₁ as soon as a surface is looked at and the landscape under it is done. An experiment that runs
 * is left alone, and what failed or was given up is not begun again by itself.
 */
export function useSurfaceRuns(): void {
  const study = useStudy()
  const tried = useRef<unknown>(undefined)
  const landscape = useStudyState(({ results }) => results.landscape)
  const isDue = useStudyState((state) => {
    const { choices, results, jobs } = state
    if (choices.surface === 'none' || jobs.experiment || jobs.landscape) return false
    if (freshnessOf(choices, results).landscape !== 'fresh') return false
    return selectExperiment(state, 'overPlane').freshness !== 'fresh'
  })
  useEffect(() => {
    if (!isDue || tried.current === landscape) return
    tried.current = landscape
    void runExperiment(study, 'overPlane')
  }, [study, isDue, landscape])
}
