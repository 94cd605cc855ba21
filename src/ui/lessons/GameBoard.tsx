import { useEffect } from 'react'
import { useStudyState } from '../StudyContext.ts'
import { formatLossBeside } from '../texts/formatting.ts'
import { gameTexts } from '../texts/lessons.ts'
import classes from './gameBoard.module.css'
import { isMet } from './isMet.ts'
import { progress } from './lessonActions.ts'
import { LiveNumber } from './Prose.tsx'
import { readNumber } from './readNumber.ts'
import { useProgress } from './useProgress.ts'

function Standing() {
  const own = useStudyState((state) => readNumber(state, 'curve.max'))
  const rival = useStudyState((state) => readNumber(state, 'rival.max'))
  if (own === undefined || rival === undefined) return null
  const percent = Math.abs((own / rival - 1) * 100).toFixed(1)
  return <p>{own < rival ? gameTexts.ahead(percent) : gameTexts.behind(percent)}</p>
}

/** The highest train nll of a bend that was let go by hand since the step began. */
function useScore(): number | undefined {
  return useStudyState((state) => {
    const { lesson } = state
    if (!lesson?.prepared) return undefined
    const isPlaced = isMet({ kind: 'bend' }, { state, prepared: lesson.prepared })
    return isPlaced ? readNumber(state, 'curve.max') : undefined
  })
}

/** The bend in the hand against the one that training found. */
export function GameBoard() {
  const score = useScore()
  const best = useProgress((state) => state.best)
  const rival = useStudyState((state) => readNumber(state, 'rival.max'))
  useEffect(() => {
    if (score !== undefined) progress.noteScore(score)
  }, [score])
  const [what, you, optimiser] = gameTexts.columns
  return (
    <section className={classes.game} aria-label={gameTexts.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col">{you}</th>
            <th scope="col">{optimiser}</th>
          </tr>
        </thead>
        <tbody>
          {(['max', 'mean'] as const).map((row) => (
            <tr key={row}>
              <th scope="row">{row === 'max' ? gameTexts.highest : gameTexts.mean}</th>
              <td>
                <LiveNumber name={`curve.${row}`} />
              </td>
              <td>
                <LiveNumber name={`rival.${row}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Standing />
      {best !== undefined && <p className="quiet">{gameTexts.best(formatLossBeside(best, rival ?? best))}</p>}
    </section>
  )
}
