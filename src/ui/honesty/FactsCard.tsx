import { honestyTexts } from '../texts/honesty.ts'
import { honestyButtonTexts } from '../texts/honestyButton.ts'
import classes from './honesty.module.css'

interface FactsCardProps {
  /** What the picture shows and what it does not, where the view does not say it itself. */
  readonly sentence?: string | undefined
  readonly rows: readonly (readonly [name: string, text: string])[]
  /** Sentences on why it may look odd; none where no usual cause is found. */
  readonly causes: readonly string[]
}

/** Facts of a picture, one a line, and the usual causes where it looks odd. */
export function FactsCard({ sentence, rows, causes }: FactsCardProps) {
  return (
    <div>
      <h3 className={classes.title}>{honestyButtonTexts.title}</h3>
      {sentence && <p className={classes.sentence}>{sentence}</p>}
      <dl className={classes.facts}>
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <h3 className={classes.title}>{honestyTexts.odd}</h3>
      {causes.length === 0 ? (
        <p className="quiet">{honestyTexts.notOdd}</p>
      ) : (
        <ul className={classes.causes}>
          {causes.map((cause) => (
            <li key={cause}>{cause}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
