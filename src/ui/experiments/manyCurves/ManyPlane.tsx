import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { moveManyPlane } from '../../../store/experiments/moveManyPlane.ts'
import { placeCurveThrough, placeWeights } from '../../../store/experiments/placeCurves.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import { toShownLandscape } from '../../../store/experiments/toShownLandscape.ts'
import type {
  ManyCurvesValue,
  ManyPlane as PlaneOfMany,
} from '../../../store/experiments/values/manyCurvesValue.ts'
import { PlaneChart } from '../../pictures/PlaneChart.tsx'
import { useStudy, useStudyState } from '../../StudyContext.ts'
import { manyPlaneTexts as texts } from '../../texts/experiments/manyPlane.ts'
import { formatDistance } from '../../texts/formatting.ts'
import classes from '../experiments.module.css'
import { FiguresTable } from '../FiguresTable.tsx'

/** Names of all networks, by their index among the weights. */
function namesOf({ curves, bendCount }: ManyCurvesValue, write: typeof texts.bend): readonly string[] {
  return [
    texts.endpoint(0),
    texts.endpoint(1),
    ...curves.flatMap(({ seed }) =>
      Array.from({ length: bendCount }, (_, bend) => write(seed, bend + 1, bendCount)),
    ),
  ]
}

/** Every curve there and the next one back: one line through all of them. */
function drawnCurves(value: ManyCurvesValue, { seen }: PlaneOfMany) {
  const { curves, bendCount, geometry, curveKind = 'bezier' } = value
  const around = { plane: seen.plane, geometry }
  return curves.flatMap((_, curve) => {
    const bends = Array.from({ length: bendCount }, (__, bend) => 2 + curve * bendCount + bend)
    const points = placeCurveThrough(around, curveKind, [0, ...bends, 1])
    return curve % 2 === 0 ? points : points.toReversed()
  })
}

function overlayOf(value: ManyCurvesValue, plane: PlaneOfMany) {
  const short = namesOf(value, texts.short)
  const places = placeWeights({ plane: plane.seen.plane, geometry: value.geometry })
  const isSpanning = (index: number) => (plane.through as readonly number[]).includes(index)
  const marks = places.map((place, index) => ({ ...place, label: short[index] ?? '' }))
  return {
    endpoints: marks.slice(0, 2),
    bends: marks.slice(2).map((mark, index) => ({ ...mark, selected: isSpanning(index + 2) })),
    segment: marks.slice(0, 2),
    curve: drawnCurves(value, plane),
  }
}

function Picture({ value, plane }: { readonly value: ManyCurvesValue; readonly plane: PlaneOfMany }) {
  const shown = useMemo(() => toShownLandscape(plane.seen), [plane])
  const overlay = useMemo(() => overlayOf(value, plane), [value, plane])
  const names = namesOf(value, texts.bend)
  const [origin = '', right = '', up = ''] = plane.through.map((index) => names[index] ?? '')
  const axes = useMemo(() => ({ x: texts.xLabel(origin, right), y: texts.yLabel(up) }), [origin, right, up])
  const places = placeWeights({ plane: plane.seen.plane, geometry: value.geometry })
  return (
    <>
      <PlaneChart label={texts.title} shown={shown} overlay={overlay} axes={axes} />
      <p className="quiet">{texts.projected}</p>
      <FiguresTable
        caption={texts.table}
        columns={texts.columns}
        rows={places.map(({ x, y, distance }, index) => ({
          name: names[index] ?? '',
          cells: [x, y, distance].map(formatDistance),
        }))}
      />
    </>
  )
}

/** The plane through any three of endpoints and bends, and how far the others are from it. */
export function ManyPlane({ value }: { readonly value: ManyCurvesValue }) {
  const study = useStudy()
  const fresh = useStudyState((state) => selectExperiment(state, 'manyCurves').freshness === 'fresh')
  const running = useStudyState(({ jobs }) => jobs.experiment !== undefined)
  const { plane } = value
  const through = plane?.through ?? [0, 1, 2]
  const names = namesOf(value, texts.bend)
  const move = (place: number, index: number) => {
    // Whoever picks a network that stands elsewhere swaps the two.
    const present = through[place]
    const [a, b, c] = through.map((one, i) => (i === place ? index : one === index ? present : one))
    if (a !== undefined && b !== undefined && c !== undefined) void moveManyPlane(study, [a, b, c])
  }
  return (
    <div className={classes.stack}>
      <div className={classes.settings}>
        {texts.places.map((label, place) => (
          <Select
            key={label}
            label={label}
            size="xs"
            allowDeselect={false}
            disabled={!fresh || running}
            data={names.map((name, index) => ({ value: String(index), label: name }))}
            value={String(through[place])}
            onChange={(index) => index !== null && move(place, Number(index))}
          />
        ))}
      </div>
      <p className="quiet">{fresh || running ? texts.placeHelp : texts.stale}</p>
      {plane ? <Picture value={value} plane={plane} /> : <p className="quiet">{texts.none}</p>}
    </div>
  )
}
