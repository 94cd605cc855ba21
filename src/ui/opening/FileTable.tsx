import type { OpeningState } from '../../store/files/openingState.ts'
import { formatBytes } from '../texts/formatting.ts'
import { fileTableTexts } from '../texts/openDialog.ts'
import { placeText, recognisedText, skippedText } from '../texts/opening.ts'
import classes from './opening.module.css'

/** Every file with what it was recognised as and where it goes, or why nowhere. */
export function FileTable({ state }: { readonly state: OpeningState }) {
  const { summaries, assignments, check } = state
  const ends = check.state === 'ready' ? check.ends : []
  return (
    <table className={classes.table} aria-label={fileTableTexts.label}>
      <thead>
        <tr>
          <th scope="col">{fileTableTexts.file}</th>
          <th scope="col">{fileTableTexts.recognised}</th>
          <th scope="col">{fileTableTexts.place}</th>
        </tr>
      </thead>
      <tbody>
        {summaries.map((file, number) => {
          const place = assignments.places[number] ?? { role: 'none', why: 'unknown' }
          const end = place.role === 'endpoint' ? ends.find(({ file: of }) => of === number) : undefined
          const skipped = skippedText(file)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the files of a dialog never move
            <tr key={number}>
              <td>
                {file.name} <span className={classes.size}>{formatBytes(file.bytes)}</span>
              </td>
              <td>
                {recognisedText(file)}
                {skipped && <div className={classes.small}>{skipped}</div>}
              </td>
              <td className={place.role === 'none' ? classes.unused : undefined}>{placeText(place, end)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
