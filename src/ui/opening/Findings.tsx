import type { OpeningState } from '../../store/files/openingState.ts'
import { useStudyState } from '../StudyContext.ts'
import { formatPercent } from '../texts/formatting.ts'
import { findingTexts } from '../texts/openDialog.ts'
import { endName, remarksOn } from '../texts/opening.ts'
import { optionTexts } from '../texts/options.ts'
import classes from './opening.module.css'

/** How good the opened networks are on the data: a check that everything was understood. */
export function Findings({ state }: { readonly state: OpeningState }) {
  const { check, data } = state
  const isOwnData = data.state === 'ready'
  const present = useStudyState(({ choices }) => choices.data)
  const dataName = state.toldData?.data ?? present
  if (check.state === 'working') {
    return (
      <p className={classes.small} role="status">
        {findingTexts.working}
      </p>
    )
  }
  if (check.state !== 'ready') return null
  const used = check.ends.filter(({ place }) => place !== 0)
  return (
    <section className={classes.section} aria-label={findingTexts.label}>
      <h3>{findingTexts.title(isOwnData ? undefined : dataName)}</h3>
      {state.toldData && (
        <p className={classes.remark}>{findingTexts.told(optionTexts.data[dataName].toLowerCase())}</p>
      )}
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{findingTexts.network}</th>
            <th scope="col">{findingTexts.train}</th>
            <th scope="col">{findingTexts.test}</th>
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
          {findingTexts.permuted(formatPercent(check.permutation.accuracy), check.permutation.classes)}
        </p>
      )}
    </section>
  )
}
