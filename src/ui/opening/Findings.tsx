import type { OpeningState } from '../../store/files/openingState.ts'
import { useStudyState } from '../StudyContext.ts'
import { formatPercent } from '../texts/formatting.ts'
import { endName, remarksOn } from '../texts/opening.ts'
import classes from './opening.module.css'

/** How good the opened networks are on the data: a check that everything was understood. */
export function Findings({ state }: { readonly state: OpeningState }) {
  const { check, data } = state
  const isOwnData = data.state === 'ready'
  const dataName = useStudyState(({ choices }) => choices.data)
  if (check.state === 'working') {
    return (
      <p className={classes.small} role="status">
        Evaluating the networks on the data …
      </p>
    )
  }
  if (check.state !== 'ready') return null
  const used = check.ends.filter(({ place }) => place !== 0)
  return (
    <section className={classes.section} aria-label="accuracy on the data">
      <h3>Accuracy on {isOwnData ? 'the data' : `the data of the study (${dataName})`}</h3>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Network</th>
            <th scope="col">Train</th>
            <th scope="col">Test</th>
          </tr>
        </thead>
        <tbody>
          {used.map((end) => (
            <tr key={end.place}>
              <td>
                {endName(end.place)} · {end.name}
                {remarksOn(end, check.classCount).map((remark) => (
                  <p key={remark} className={classes.remark}>
                    {remark}
                  </p>
                ))}
              </td>
              <td>{formatPercent(end.train ?? Number.NaN)}</td>
              <td>{formatPercent(end.test ?? Number.NaN)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {check.permutation && (
        <p className={classes.remark} role="alert">
          The classes look permuted: in another order the first network would be right on{' '}
          {formatPercent(check.permutation.accuracy)}. Its classes 0, 1, … seem to mean{' '}
          {check.permutation.classes.join(', ')} of the data.
        </p>
      )}
    </section>
  )
}
