import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import { barrier, pathLength } from '../../../core/curves/profileStatistics.ts'
import { quantityValues } from '../../../core/quantities.ts'
import { placeCurveThrough, placeWeights } from '../../../store/experiments/placeCurves.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import { toShownLandscape } from '../../../store/experiments/toShownLandscape.ts'
import type { FoundCurve } from '../../../store/experiments/values/manyCurvesValue.ts'
import { modePairs, type ThreeModesValue } from '../../../store/experiments/values/threeModesValue.ts'
import { NumberChoice } from '../../controls/NumberChoice.tsx'
import { PlaneChart } from '../../pictures/PlaneChart.tsx'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { useStudyState } from '../../StudyContext.ts'
import { threeModesTexts as texts } from '../../texts/experiments/threeModes.ts'
import { formatDistance, formatLoss, formatPercent } from '../../texts/formatting.ts'
import { ExperimentFrame } from '../ExperimentFrame.tsx'
import classes from '../experiments.module.css'
import { FiguresTable } from '../FiguresTable.tsx'
import { ModesGraph } from './ModesGraph.tsx'

const t: PlotAxis = { label: texts.t, scale: 'linear', domain: [0, 1] }
const nll: PlotAxis = { label: texts.nll, scale: 'log' }
const error: PlotAxis = { label: texts.error, scale: 'linear', percent: true }

type Path = Omit<FoundCurve, 'seed'>

const lossOf = ({ train }: Path) => train.nll
const errorOf = ({ test }: Path) => quantityValues(test, 'error')
const pairName = (index: number) => texts.pair(modePairs[index]?.[0] ?? 0, modePairs[index]?.[1] ?? 0)

function seriesOf(value: ThreeModesValue | undefined, read: (path: Path) => Float64Array): PlotSeries[] {
  return (value?.edges ?? []).flatMap(({ segment, curve }, color): PlotSeries[] => {
    const pair = pairName(color)
    const xs = value?.ts ?? []
    const line = { color, xs }
    return [
      { ...line, id: `segment ${pair}`, label: texts.segment(pair), look: 'dashed', ys: read(segment) },
      ...(curve
        ? [{ ...line, id: `curve ${pair}`, label: texts.curve(pair), look: 'line', ys: read(curve) } as const]
        : []),
    ]
  })
}

/** The three curves one after another, which is once around: one line. */
function overlayOf({ seen, geometry, edges, bendCount, firstBend, curveKind }: ThreeModesValue) {
  if (!seen) return undefined
  const around = { plane: seen.plane, geometry }
  const endpoints = placeWeights(around)
    .slice(0, 3)
    .map((place, index) => ({ ...place, label: texts.mode(index) }))
  const isJoined = edges.every(({ curve }) => curve) && geometry.size >= firstBend + 3 * bendCount
  const curve = modePairs.flatMap(([a, b], pair) => {
    const bends = Array.from({ length: bendCount }, (_, bend) => firstBend + pair * bendCount + bend)
    return isJoined ? placeCurveThrough(around, curveKind, [a, ...bends, b]) : []
  })
  return {
    endpoints,
    bends: [],
    segment: [...endpoints, ...endpoints.slice(0, 1)],
    ...(curve.length > 0 && { curve }),
  }
}

function ModesPlane({ value }: { readonly value: ThreeModesValue }) {
  const shown = useMemo(() => value.seen && toShownLandscape(value.seen), [value])
  const overlay = useMemo(() => overlayOf(value), [value])
  if (!shown || !overlay) return null
  const away = Math.max(0, ...(overlay.curve ?? []).map(({ distance }) => distance ?? 0))
  return (
    <div>
      <PlaneChart label={texts.plane} shown={shown} overlay={overlay} axes={texts.axes} />
      {overlay.curve && <p className="quiet">{texts.planeHelp(formatDistance(away))}</p>}
    </div>
  )
}

function Pairs({ value }: { readonly value: ThreeModesValue }) {
  const { edges, ts } = value
  const rows = edges.map(({ segment, curve }, index) => {
    const apart = pathLength(segment.dl)
    const worst = (path: Path) => formatPercent(Math.max(...errorOf(path)))
    return {
      name: pairName(index),
      cells: [
        formatDistance(apart),
        formatLoss(barrier(ts, segment.train.nll)),
        curve ? formatLoss(barrier(ts, curve.train.nll)) : '',
        curve ? formatDistance(pathLength(curve.dl)) : '',
        curve ? (pathLength(curve.dl) / apart).toFixed(2) : '',
        worst(segment),
        curve ? worst(curve) : '',
      ],
    }
  })
  return (
    <FiguresTable caption={texts.table} columns={texts.columns} rows={rows}>
      {texts.tableHelp}
    </FiguresTable>
  )
}

/** Three modes, what joins them, and their plane. */
export function ThreeModesView() {
  const value = useStudyState((state) => selectExperiment(state, 'threeModes').value)
  const losses = useMemo(() => seriesOf(value, lossOf), [value])
  const errors = useMemo(() => seriesOf(value, errorOf), [value])
  const shared = { x: t, height: 240, emptyText: texts.empty }
  return (
    <ExperimentFrame
      name="threeModes"
      settings={
        <>
          <NumberChoice name="seed3" />
          <NumberChoice name="modesSeed" />
          <NumberChoice name="modesResolution" />
        </>
      }
    >
      {value && (
        <div className={classes.charts}>
          <ModesGraph value={value} />
          <ModesPlane value={value} />
        </div>
      )}
      <div className={classes.charts}>
        <PlotChart label={texts.profiles} series={losses} y={nll} {...shared} />
        <PlotChart label={texts.errors} series={errors} y={error} {...shared} />
      </div>
      {value && <Pairs value={value} />}
    </ExperimentFrame>
  )
}
