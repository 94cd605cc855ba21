import { Button } from '@mantine/core'
import { axisValue } from '../../../core/planes/grid.ts'
import { setChoices } from '../../../store/choices/editing.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import type { OverPlaneValue } from '../../../store/experiments/values/overPlaneValue.ts'
import { type SurfaceName, surfaceValues } from '../../../store/landscape/surfaceSelectors.ts'
import { useStudy, useStudyState } from '../../StudyContext.ts'
import { surfaceTexts, overPlaneTexts as texts } from '../../texts/experiments/overPlane.ts'
import { formatPercent } from '../../texts/formatting.ts'
import { ExperimentFrame } from '../ExperimentFrame.tsx'
import classes from '../experiments.module.css'
import { TableBox } from '../TableBox.tsx'

const names = Object.keys(surfaceTexts) as SurfaceName[]

interface Figures {
  readonly least: number
  readonly place: number
  readonly mean: number
  readonly most: number
}

function figuresOf(values: Float64Array): Figures {
  let [least, place, most, sum, count] = [Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY, 0, 0]
  for (const [index, value] of values.entries()) {
    if (Number.isNaN(value)) continue
    if (value < least) [least, place] = [value, index]
    most = Math.max(most, value)
    sum += value
    count += 1
  }
  return { least, place, mean: sum / count, most }
}

function linesOf({ values }: OverPlaneValue) {
  const alone = Float64Array.from(values.correct, (correct) =>
    correct < 0 ? Number.NaN : 1 - correct / values.count,
  )
  return [
    { name: texts.alone, figures: figuresOf(alone) },
    ...names.map((name) => ({
      name: surfaceTexts[name],
      figures: figuresOf(surfaceValues(values, name)),
    })),
  ]
}

function Table({ value }: { readonly value: OverPlaneValue }) {
  const place = (index: number) => {
    const { x, y } = value.grid
    const [column, row] = [index % x.count, Math.floor(index / x.count)]
    return texts.place(axisValue(x, column), axisValue(y, row))
  }
  return (
    <TableBox>
      <table className={classes.table}>
        <caption>{texts.table}</caption>
        <thead>
          <tr>
            <td />
            {Object.values(texts.columns).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {linesOf(value).map(({ name, figures }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{formatPercent(figures.least)}</td>
              <td>{place(figures.place)}</td>
              <td>{formatPercent(figures.mean)}</td>
              <td>{formatPercent(figures.most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{texts.help}</p>
    </TableBox>
  )
}

/** Ensemble and disagreement with w₁ over the plane: the figures here, the pictures in the landscape. */
export function OverPlaneView() {
  const study = useStudy()
  const value = useStudyState((state) => selectExperiment(state, 'overPlane').value)
  return (
    <ExperimentFrame name="overPlane" settings={null}>
      <div className={classes.adding}>
        {names.map((surface) => (
          <Button
            key={surface}
            size="xs"
            variant="default"
            onClick={() => setChoices(study, { surface, stage: 'landscape' })}
          >
            {texts.show(surfaceTexts[surface])}
          </Button>
        ))}
      </div>
      {value && value.computed > 0 ? <Table value={value} /> : <p className="quiet">{texts.empty}</p>}
    </ExperimentFrame>
  )
}
