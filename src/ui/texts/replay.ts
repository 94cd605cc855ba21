import { freshnessOf } from '../../store/keys.ts'
import type { StudyState } from '../../store/state.ts'
import { arithmeticNames } from './backends.ts'

/** Whether the numbers on screen are those that were recorded. */
export function replaySentence({ recorded, replay, results, choices, fromRecording }: StudyState): string {
  if (!recorded || freshnessOf(choices, results).profile !== 'fresh' || recorded.key !== results.profile?.key)
    return ''
  // Of a bend that was moved by hand nothing was recorded but what is kept.
  if (fromRecording) return choices.held.length > 0 ? '' : 'as recorded'
  if (!replay) return ''
  if (replay.verdict === 'same') return 'same numbers as recorded'
  const [then, now] = replay.backends
  const where =
    then === now ? '' : ` (recorded with ${arithmeticNames[then]}, here with ${arithmeticNames[now]})`
  return `differs by ${Number.isFinite(replay.by) ? replay.by.toExponential(1) : 'more than can be said'}${where}`
}
