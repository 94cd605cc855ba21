import { useEffect } from 'react'
import { runKey } from '../store/choices/editing.ts'
import type { Study } from '../store/context.ts'
import { freshnessOf } from '../store/keys.ts'
import type { StepRun } from '../store/state.ts'
import { useStudy, useStudyState } from './StudyContext.ts'

/** Time a person needs to finish typing. */
const settleMs = 250

/** Runs a cheap step by itself whenever its choices have settled on something new. */
export function useRunWhenStale(name: StepRun, run: (study: Study) => Promise<unknown>): void {
  const study = useStudy()
  const key = useStudyState(({ choices }) => runKey(choices, name))
  const fresh = useStudyState(({ choices, results }) => freshnessOf(choices, results)[name] === 'fresh')
  const opening = useStudyState((state) => state.opening)
  useEffect(() => {
    if (fresh || opening) return
    const timer = setTimeout(() => {
      if (study.handles.get(name)?.key !== key) void run(study)
    }, settleMs)
    return () => clearTimeout(timer)
  }, [study, name, key, fresh, opening, run])
}
