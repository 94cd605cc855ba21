import { useMemo } from 'react'
import { trailColors } from '../../../charts/overlayData.ts'
import { placeWeights } from '../../../store/experiments/placeCurves.ts'
import { toShownLandscape } from '../../../store/experiments/toShownLandscape.ts'
import type { RaceValue, SnapshotMethod, SnapshotPlane } from '../../../store/experiments/values/raceValue.ts'
import { TrailNames } from '../../landscape/TrailNames.tsx'
import { PlaneChart } from '../../pictures/PlaneChart.tsx'
import { raceMethodTexts, raceTexts } from '../../texts/experiments/race.ts'
import { formatDistance } from '../../texts/formatting.ts'
import { FiguresTable } from '../FiguresTable.tsx'

/** The start and the snapshots of both schedules where they lie in their plane, each with its name. */
function placeSnapshots({ traces }: RaceValue, { seen, geometry }: SnapshotPlane) {
  const places = placeWeights({ plane: seen.plane, geometry })
  const count = traces.fge?.collected.length ?? 0
  const [start, ...rest] = places
  const name = (method: SnapshotMethod) => (place: (typeof places)[number], index: number) => ({
    ...place,
    label: raceTexts.snapshotOf(raceMethodTexts[method], index + 1),
  })
  return {
    start: start ? [{ ...start, label: raceTexts.start }] : [],
    fge: rest.slice(0, count).map(name('fge')),
    sse: rest.slice(count).map(name('sse')),
  }
}

/** Snapshots of FGE and of the snapshot ensemble, first run of each, over the landscape of one plane. */
export function RacePlane({ value, plane }: { readonly value: RaceValue; readonly plane: SnapshotPlane }) {
  const shown = useMemo(() => toShownLandscape(plane.seen), [plane])
  const { start, fge, sse } = useMemo(() => placeSnapshots(value, plane), [value, plane])
  const overlay = useMemo(
    () => ({
      endpoints: start,
      bends: [],
      trails: [
        { color: trailColors.fge, points: [...start, ...fge] },
        { color: trailColors.sse, points: sse },
      ],
    }),
    [start, fge, sse],
  )
  return (
    <div>
      <PlaneChart label={raceTexts.both} shown={shown} overlay={overlay} axes={raceTexts.bothAxes} />
      <TrailNames
        names={(['fge', 'sse'] as const).map((method) => ({
          color: trailColors[method],
          label: raceTexts.snapshotsOf(raceMethodTexts[method]),
        }))}
      />
      <p className="quiet">{raceTexts.bothHelp}</p>
      <FiguresTable
        caption={raceTexts.bothTable}
        columns={raceTexts.bothColumns}
        rows={[...start, ...fge, ...sse].map(({ label, x, y, distance }) => ({
          name: label,
          cells: [x, y, distance].map(formatDistance),
        }))}
      />
    </div>
  )
}
