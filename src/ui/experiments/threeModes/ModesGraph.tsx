import { barrier } from '../../../core/curves/profileStatistics.ts'
import { placeWeights } from '../../../store/experiments/placeCurves.ts'
import { modePairs, type ThreeModesValue } from '../../../store/experiments/values/threeModesValue.ts'
import { DataButton } from '../../dataTable/DataButton.tsx'
import { dataColumns } from '../../texts/dataColumns.ts'
import { threeModesTexts as texts } from '../../texts/experiments/threeModes.ts'
import { formatLoss } from '../../texts/formatting.ts'
import classes from './threeModes.module.css'

interface Place {
  readonly x: number
  readonly y: number
}

const [width, height, air] = [420, 300, 62] as const

/** Distances of the plane to pixels of the picture, the same scale both ways. */
function toPicture(places: readonly Place[]): Place[] {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)]
  const [left, low] = [Math.min(...xs), Math.min(...ys)]
  const [wide, tall] = [Math.max(...xs) - left, Math.max(...ys) - low]
  const scale = Math.min((width - 2 * air) / (wide || 1), (height - 2 * air) / (tall || 1))
  return places.map(({ x, y }) => ({
    x: width / 2 + (x - left - wide / 2) * scale,
    y: height / 2 - (y - low - tall / 2) * scale,
  }))
}

/** How far a curve is drawn beside its segment, away from the middle. */
const bow = 26

function Edge({ from, to, away, pair, value }: EdgeProps) {
  const outer = between(from, to, { away, distance: 2 * bow })
  // Apart along the edge as well: side by side they would lie on each other where the edge is steep.
  const middle = between(from, to, { away, distance: 0, share: 0.4 })
  const label = between(from, to, { away, distance: bow + 3, share: 0.6 })
  return (
    <g className={`color${pair}`}>
      <path className={classes.segment} d={`M${from.x},${from.y}L${to.x},${to.y}`} />
      <path className={classes.curve} d={`M${from.x},${from.y}Q${outer.x},${outer.y} ${to.x},${to.y}`} />
      <text className={classes.barrier} x={middle.x} y={middle.y}>
        {value.segment}
      </text>
      <text className={classes.barrier} data-curve x={label.x} y={label.y}>
        {value.curve}
      </text>
    </g>
  )
}

interface EdgeProps {
  readonly from: Place
  readonly to: Place
  /** A place that the bow turns away from. */
  readonly away: Place
  readonly pair: number
  readonly value: { readonly segment: string; readonly curve: string }
}

interface Beside {
  readonly away: Place
  readonly distance: number
  /** How far on the way, from 0 to 1. */
  readonly share?: number
}

/** A place beside the way between two, so many pixels away from a third. */
function between(from: Place, to: Place, { away, distance, share = 0.5 }: Beside): Place {
  const [x, y] = [from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)]
  const [dx, dy] = [from.y - to.y, to.x - from.x]
  const length = Math.hypot(dx, dy) || 1
  const side = (away.x - x) * dx + (away.y - y) * dy > 0 ? -1 : 1
  return { x: x + (side * distance * dx) / length, y: y + (side * distance * dy) / length }
}

/** The modes where they lie, with the barriers of what joins them on the edges. */
export function ModesGraph({ value }: { readonly value: ThreeModesValue }) {
  const { seen, geometry, edges, ts } = value
  if (!seen) return null
  const places = toPicture(placeWeights({ plane: seen.plane, geometry }).slice(0, 3))
  const told = edges.map(({ segment, curve }) => ({
    segment: formatLoss(barrier(ts, segment.train.nll)),
    curve: curve ? formatLoss(barrier(ts, curve.train.nll)) : texts.waiting,
  }))
  const words = modePairs.map(([a, b], index) =>
    texts.edge(texts.pair(a, b), told[index]?.segment ?? '', told[index]?.curve ?? ''),
  )
  return (
    <figure className={classes.graph}>
      <figcaption className={classes.caption}>
        <span>{texts.graph}</span>
        <DataButton
          what={texts.graph}
          make={() => [
            { name: dataColumns.pair, values: modePairs.map(([a, b]) => texts.pair(a, b)) },
            {
              name: dataColumns.segmentBarrier,
              values: edges.map(({ segment }) => barrier(ts, segment.train.nll)),
            },
            {
              name: dataColumns.curveBarrier,
              values: edges.map(({ curve }) => curve && barrier(ts, curve.train.nll)),
            },
          ]}
          isSmall
        />
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={texts.graphLabel(words)}>
        {modePairs.map(([a, b], index) => {
          const [from, to, away] = [places[a], places[b], places[3 - a - b]]
          const one = told[index]
          if (!from || !to || !away || !one) return null
          return <Edge key={`${a}-${b}`} from={from} to={to} away={away} pair={index} value={one} />
        })}
        {places.map(({ x, y }, index) => (
          <g key={texts.mode(index)} className={classes.mode} transform={`translate(${x},${y})`}>
            <circle r={15} />
            <text>{texts.mode(index)}</text>
          </g>
        ))}
      </svg>
      <p className="quiet">{texts.graphHelp}</p>
    </figure>
  )
}
