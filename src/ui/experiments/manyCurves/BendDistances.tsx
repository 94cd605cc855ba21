import type { CSSProperties } from 'react'
import { distanceBetween } from '../../../core/planes/geometry.ts'
import type { ManyCurvesValue } from '../../../store/experiments/values/manyCurvesValue.ts'
import { unitRow } from '../../../store/landscape/frame.ts'
import { manyCurvesTexts } from '../../texts/experiments.ts'
import { formatDistance } from '../../texts/formatting.ts'
import classes from '../experiments.module.css'
import { TableBox } from '../TableBox.tsx'

/** Distances in weight space between all bends of two curves taken together. */
function bendDistance({ geometry, bendCount }: ManyCurvesValue, a: number, b: number): number {
  const { size } = geometry
  const squares = Array.from({ length: bendCount }, (_, bend) => {
    const place = (curve: number) => unitRow(size, 2 + curve * bendCount + bend)
    return distanceBetween(geometry, place(a), place(b)) ** 2
  })
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0))
}

/** The matrix of distances, the darker the farther; full at the distance of the endpoints. */
export function BendDistances({ value }: { readonly value: ManyCurvesValue }) {
  const { curves, geometry } = value
  const { size } = geometry
  const apart = distanceBetween(geometry, unitRow(size, 0), unitRow(size, 1))
  const shade = (distance: number) =>
    ({ '--share': Math.min(1, distance / (apart || 1)).toFixed(3) }) as CSSProperties
  return (
    <TableBox>
      <table className={`${classes.table} ${classes.matrix}`}>
        <caption>{manyCurvesTexts.distances}</caption>
        <thead>
          <tr>
            <td />
            {curves.map(({ seed }) => (
              <th key={seed} scope="col">
                {manyCurvesTexts.curve(seed)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {curves.map(({ seed }, a) => (
            <tr key={seed}>
              <th scope="row">{manyCurvesTexts.curve(seed)}</th>
              {curves.map((other, b) => {
                const distance = bendDistance(value, a, b)
                return (
                  <td key={other.seed} style={shade(distance)}>
                    {a === b ? '' : formatDistance(distance)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">
        {manyCurvesTexts.distancesHelp} {manyCurvesTexts.endpoints(formatDistance(apart))}
      </p>
    </TableBox>
  )
}
