import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import { type RaceRow, type RaceValue, raceMethods } from '../../../store/experiments/values/raceValue.ts'
import { hasBatchNorm } from '../../../store/running/requests.ts'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { useStudyState } from '../../StudyContext.ts'
import { raceMethodTexts, raceTexts } from '../../texts/experiments/race.ts'
import classes from '../experiments.module.css'
import { scoreColumns } from '../scoreColumns.ts'
import { TableBox } from '../TableBox.tsx'

const x: PlotAxis = { label: raceTexts.epochs, scale: 'linear' }
const y: PlotAxis = { label: raceTexts.error, scale: 'linear', percent: true }

function seriesOf(members: RaceValue['members'] | undefined): PlotSeries[] {
  if (!members) return []
  return raceMethods.flatMap((method, color): PlotSeries[] => {
    const found = members[method]
    if (found.length === 0) return []
    const xs = found.map(({ spent }) => spent)
    const name = raceMethodTexts[method]
    const singles = found.map(({ single }) => single.error)
    const ensembles = found.map(({ ensemble }) => ensemble.error)
    return [
      { id: `${method} single`, label: raceTexts.single(name), color, look: 'crosses', xs, ys: singles },
      {
        id: `${method} ensemble`,
        label: raceTexts.together(name),
        color,
        look: 'diamonds',
        xs,
        ys: ensembles,
      },
    ]
  })
}

/** Mean and, of more than one, standard deviation: `4.2 ± 0.3`. */
function meanText(values: readonly number[], write: (value: number) => string): string {
  const { length } = values
  const mean = values.reduce((sum, value) => sum + value, 0) / length
  if (length < 2) return write(mean)
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (length - 1)
  return `${write(mean)} ± ${write(Math.sqrt(variance))}`
}

const units = { error: ' %', nll: ', nats', calibrationError: ' %' } as const

function Line({ row }: { readonly row: RaceRow }) {
  return (
    <tr>
      <th scope="row">{raceMethodTexts[row.method]}</th>
      <td>{raceTexts.budgets(row.budgets)}</td>
      <td>{row.networks}</td>
      {scoreColumns.map(({ name, write }) => (
        <td key={name}>
          {meanText(
            row.scores.map((score) => score[name]),
            write,
          )}
        </td>
      ))}
    </tr>
  )
}

function Table({ rows }: { readonly rows: readonly RaceRow[] }) {
  const sorted = rows.toSorted((a, b) => a.budgets - b.budgets)
  const repetitions = Math.max(...rows.map(({ scores }) => scores.length))
  const normalizes = useStudyState(({ choices }) => hasBatchNorm(choices))
  const { columns } = raceTexts
  return (
    <TableBox>
      <table className={classes.table}>
        <caption>{raceTexts.table}</caption>
        <thead>
          <tr>
            <td />
            <td />
            <th scope="col">{columns.networks}</th>
            {scoreColumns.map(({ name }) => (
              <th key={name} scope="col">
                {columns[name]}
                {units[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <Line key={`${row.method} ${row.budgets}`} row={row} />
          ))}
        </tbody>
      </table>
      <p className="quiet">
        {raceTexts.tableHelp(repetitions)} {raceTexts.runs(normalizes)}
      </p>
    </TableBox>
  )
}

/** Errors of single networks and ensembles by epochs spent, and the table at one, two and three budgets. */
export function RaceBudgets({ value }: { readonly value: RaceValue | undefined }) {
  const members = value?.members
  const series = useMemo(() => seriesOf(members), [members])
  return (
    <>
      <PlotChart
        label={raceTexts.byEpochs}
        series={series}
        x={x}
        y={y}
        height={260}
        emptyText={raceTexts.byEpochsEmpty}
      />
      {value && value.rows.length > 0 && <Table rows={value.rows} />}
    </>
  )
}
