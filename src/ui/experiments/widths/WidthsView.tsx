import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import type { WidthCell } from '../../../store/experiments/values/widthsValue.ts'
import { refuseWidths, wantedPart } from '../../../store/experiments/widths.ts'
import { NumberChoice } from '../../controls/NumberChoice.tsx'
import { WidthsChoice } from '../../controls/WidthsChoice.tsx'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { useStudyState } from '../../StudyContext.ts'
import { widthsTexts as texts } from '../../texts/experiments/widths.ts'
import { formatCount, formatLoss, formatPercent } from '../../texts/formatting.ts'
import { ExperimentFrame } from '../ExperimentFrame.tsx'
import classes from '../experiments.module.css'
import { FiguresTable } from '../FiguresTable.tsx'

const parameters: PlotAxis = { label: texts.parameters, scale: 'log' }
const nll: PlotAxis = { label: texts.nll, scale: 'log' }
const ratio: PlotAxis = { label: texts.times, scale: 'linear' }
const barriers: PlotAxis = { label: texts.barrier, scale: 'linear' }

type Figure = 'worstNll' | 'endNll' | 'barrier' | 'segmentBarrier' | 'lengthRatio' | 'worstError'

/** Pairs of the same width and number of bends. */
interface Group {
  readonly width: number
  readonly bends: number
  readonly cells: readonly WidthCell[]
}

function groupsOf(cells: readonly WidthCell[]): readonly Group[] {
  const isFirst = (cell: WidthCell, index: number) =>
    cells.findIndex(({ width, bends }) => width === cell.width && bends === cell.bends) === index
  return cells
    .filter(isFirst)
    .map(({ width, bends }) => ({
      width,
      bends,
      cells: cells.filter((cell) => cell.width === width && cell.bends === bends),
    }))
    .sort((a, b) => a.width - b.width || a.bends - b.bends)
}

function finiteOf({ cells }: Group, figure: Figure): readonly number[] {
  return cells.map((cell) => cell[figure]).filter(Number.isFinite)
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1))
}

interface Line {
  readonly id: string
  readonly label: string
  readonly color: number
  readonly figure: Figure
  readonly dashed?: boolean
}

/** A line through the means, and a point for every pair. */
function drawLine(groups: readonly Group[], { id, label, color, figure, dashed }: Line): PlotSeries[] {
  const cells = groups.flatMap((group) => group.cells)
  const sizeOf = ({ cells: [first] }: Group) => first?.parameters ?? Number.NaN
  const mean: PlotSeries = {
    id,
    label,
    color,
    look: dashed ? 'dashed' : 'line',
    xs: groups.map(sizeOf),
    ys: groups.map((group) => meanOf(finiteOf(group, figure))),
  }
  const points: PlotSeries = {
    ...mean,
    id: `${id} pairs`,
    look: 'circles',
    xs: cells.map((cell) => cell.parameters),
    ys: cells.map((cell) => cell[figure]),
    unlisted: true,
  }
  return [points, mean]
}

function seriesOf(groups: readonly Group[], figure: Figure, beside?: Omit<Line, 'id' | 'color'>) {
  const counts = [...new Set(groups.map(({ bends }) => bends))].sort((a, b) => a - b)
  const with_ = (bends: number) => groups.filter((group) => group.bends === bends)
  const lines = counts.flatMap((bends, color) =>
    drawLine(with_(bends), { id: `bends ${bends}`, label: texts.bends(bends), color, figure }),
  )
  const [first] = counts
  if (!beside || first === undefined) return lines
  return [...drawLine(with_(first), { id: 'beside', color: 8, ...beside }), ...lines]
}

function Figures({ groups }: { readonly groups: readonly Group[] }) {
  const write = (group: Group, figure: Figure, format: (value: number) => string) => {
    const values = finiteOf(group, figure)
    if (values.length === 0) return ''
    const mean = format(meanOf(values))
    return values.length < 2 ? mean : texts.mean(mean, format(deviationOf(values)))
  }
  const rows = groups.map((group) => ({
    name: texts.row(group.width, group.bends),
    cells: [
      formatCount(group.cells[0]?.parameters ?? 0),
      formatCount(group.cells.length),
      write(group, 'worstNll', formatLoss),
      write(group, 'endNll', formatLoss),
      write(group, 'lengthRatio', (value) => value.toFixed(2)),
      write(group, 'barrier', formatLoss),
      write(group, 'segmentBarrier', formatLoss),
      write(group, 'worstError', formatPercent),
    ],
  }))
  const diverged = groups
    .flatMap(({ cells }) => cells)
    .filter(({ worstNll }) => !Number.isFinite(worstNll)).length
  return (
    <FiguresTable caption={texts.table} corner={texts.corner} columns={texts.columns} rows={rows}>
      {texts.tableHelp} {diverged > 0 && texts.diverged(diverged)}
    </FiguresTable>
  )
}

/** The sweep over widths. */
export function WidthsView() {
  const choices = useStudyState((state) => state.choices)
  const value = useStudyState((state) => selectExperiment(state, 'widths').value)
  const cells = useMemo(() => (value ? wantedPart(value, choices).cells : []), [value, choices])
  const groups = useMemo(() => groupsOf(cells), [cells])
  const refusal = refuseWidths(choices)
  const { sweepWidths, sweepBends, sweepRepeats } = choices
  const all = new Set(sweepWidths).size * new Set(sweepBends).size * sweepRepeats
  const shared = { x: parameters, height: 240, emptyText: texts.empty }
  return (
    <ExperimentFrame
      name="widths"
      settings={
        <>
          <WidthsChoice name="sweepWidths" />
          <WidthsChoice name="sweepBends" />
          <NumberChoice name="sweepRepeats" />
          <NumberChoice name="sweepSeed" />
        </>
      }
      {...(refusal && { refusal: texts.refusals[refusal] })}
    >
      <p className="quiet">
        {texts.state(cells.length, all)}. {texts.goesOn}
      </p>
      <div className={classes.charts}>
        <PlotChart
          label={texts.worst}
          series={seriesOf(groups, 'worstNll', { label: texts.ends, figure: 'endNll', dashed: true })}
          y={nll}
          {...shared}
        />
        <PlotChart label={texts.ratio} series={seriesOf(groups, 'lengthRatio')} y={ratio} {...shared} />
        <PlotChart
          label={texts.barriers}
          series={seriesOf(groups, 'barrier', {
            label: texts.segment,
            figure: 'segmentBarrier',
            dashed: true,
          })}
          y={barriers}
          {...shared}
        />
      </div>
      {groups.length > 0 && <Figures groups={groups} />}
    </ExperimentFrame>
  )
}
