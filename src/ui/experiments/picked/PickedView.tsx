import { Button, CloseButton, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { setChoices } from '../../../store/choices/editing.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import type { PickedValue } from '../../../store/experiments/values/pickedValue.ts'
import { addPick, removePick } from '../../../store/landscape/picking.ts'
import { mostPicks } from '../../../store/landscape/pickKind.ts'
import { hasBatchNorm } from '../../../store/running/requests.ts'
import { useStudy, useStudyState } from '../../StudyContext.ts'
import { pickName, pickedTexts as texts } from '../../texts/experiments/picked.ts'
import { formatPercent } from '../../texts/formatting.ts'
import { ExperimentFrame } from '../ExperimentFrame.tsx'
import classes from '../experiments.module.css'
import { ScoreTable } from '../ScoreTable.tsx'

function AddPlace() {
  const study = useStudy()
  const [x, setX] = useState<string | number>('')
  const [y, setY] = useState<string | number>('')
  const place = { x: Number(x), y: Number(y) }
  const isPlace = x !== '' && y !== '' && Number.isFinite(place.x) && Number.isFinite(place.y)
  return (
    <div className={classes.adding}>
      <NumberInput w={86} placeholder={texts.x} value={x} onChange={setX} hideControls aria-label={texts.x} />
      <NumberInput w={86} placeholder={texts.y} value={y} onChange={setY} hideControls aria-label={texts.y} />
      <Button
        size="xs"
        variant="default"
        disabled={!isPlace}
        onClick={() => addPick(study, { on: 'plane', ...place })}
      >
        {texts.atPlace}
      </Button>
    </div>
  )
}

function Picks() {
  const study = useStudy()
  const picks = useStudyState(({ choices }) => choices.picks)
  const t = useStudyState(({ choices }) => choices.t)
  return (
    <div className={classes.stack}>
      <p className="quiet">{texts.how}</p>
      <div className={classes.adding}>
        <Button size="xs" variant="default" onClick={() => addPick(study, { on: 'curve', t })}>
          {texts.atTime(t.toFixed(2))}
        </Button>
        <AddPlace />
        {picks.length > 0 && (
          <Button size="xs" variant="subtle" onClick={() => setChoices(study, { picks: [] })}>
            {texts.clear}
          </Button>
        )}
      </div>
      <ul className={classes.picks} aria-label={texts.picks}>
        {picks.map((pick, index) => (
          <li key={JSON.stringify(pick)}>
            {pickName(pick)}
            <CloseButton
              size="xs"
              aria-label={texts.remove(pickName(pick))}
              onClick={() => removePick(study, index)}
            />
          </li>
        ))}
      </ul>
      {picks.length === 0 && <p className="quiet">{texts.none}</p>}
      {picks.length >= mostPicks && <p className="quiet">{texts.full(mostPicks)}</p>}
    </div>
  )
}

function rowsOf({ picks, singles, ensemble, average }: PickedValue) {
  const named = picks.map((pick, index) => ({ name: pickName(pick), score: singles[index] }))
  const best = named.toSorted((a, b) => {
    const [left, right] = [a.score, b.score]
    return left && right ? left.error - right.error || left.nll - right.nll : 0
  })[0]
  return [
    { name: texts.ensemble(picks.length), score: ensemble },
    { name: texts.average, score: average },
    ...(best ? [{ name: texts.best(best.name), score: best.score }] : []),
    ...named,
  ]
}

/** Networks picked by hand, together, averaged and one by one. */
export function PickedView() {
  const value = useStudyState((state) => selectExperiment(state, 'picked').value)
  const normalizes = useStudyState(({ choices }) => hasBatchNorm(choices))
  return (
    <ExperimentFrame name="picked" settings={<Picks />}>
      {value && (
        <ScoreTable
          caption={texts.table}
          help={texts.help(formatPercent(value.disagreement), normalizes)}
          rows={rowsOf(value)}
        />
      )}
    </ExperimentFrame>
  )
}
