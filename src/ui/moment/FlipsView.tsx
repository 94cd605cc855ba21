import { Button, SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { ProfileSeries } from '../../charts/profileScales.ts'
import { changedRows, countFlips } from '../../core/ensembles/predictedClasses.ts'
import { hoverSamples } from '../../store/moment/hovering.ts'
import type { MomentPath, MomentPredictions } from '../../store/moment/momentValues.ts'
import { selectMoment, selectSampleKind } from '../../store/moment/selectMoment.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import { ProfileChart } from '../path/ProfileChart.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { flipTexts } from '../texts/moment.ts'
import { seriesTexts } from '../texts/path.ts'
import { ClassKey } from './ClassKey.tsx'
import { DecisionPicture } from './DecisionPicture.tsx'
import { useWants } from './follower.ts'
import classes from './moment.module.css'
import { NotFiniteNote } from './NotFiniteNote.tsx'
import { listedCount, SampleList } from './SampleList.tsx'
import { type MomentView, useMomentView } from './useMoment.ts'
import { useSampleCourse } from './useSampleCourse.ts'

/** Fewer moments than these are no line: the start and the shown one. */
const fewestMoments = 3

function flipSeries(path: MomentPath, predictions: MomentPredictions | undefined): ProfileSeries[] {
  if (!predictions || predictions.ts.length < fewestMoments) return []
  const { ts, testClasses } = predictions
  const start = testClasses.subarray(0, testClasses.length / ts.length)
  return [{ id: path, label: seriesTexts[path], kind: path, ts, values: countFlips(testClasses, start) }]
}

/** How many samples changed class since w₁, at every t, on the curve and on the segment. */
function FlipsChart({ onEverything }: { readonly onEverything: () => void }) {
  const t = useStudyState(({ choices }) => choices.t)
  const predictions = useStudyState((state) => state.moment?.predictions)
  const moment = useStudyState(selectMoment)
  const shown = moment.state === 'shown' ? predictions?.[moment.source.path] : undefined
  const stands = moment.state === 'shown' && (moment.source.from === 'study' || moment.source.from === 'ends')
  const series = useMemo(
    () =>
      stands
        ? [...flipSeries('segment', predictions?.segment), ...flipSeries('curve', predictions?.curve)]
        : [],
    [predictions, stands],
  )
  const isLacking = stands && shown !== undefined && shown.ts.length < fewestMoments
  return (
    <>
      <div className={classes.chartHead}>
        <h3 className={classes.chartTitle}>{flipTexts.chartTitle}</h3>
        {series.length > 0 && (
          <DataButton
            what={flipTexts.chart}
            make={({ tableOfProfiles }) =>
              tableOfProfiles(series, { axis: 't', quantity: flipTexts.quantity, unit: flipTexts.unit })
            }
            isSmall
          />
        )}
      </div>
      <ProfileChart
        label={flipTexts.chart}
        unit={flipTexts.unit}
        series={series}
        scale="linear"
        t={t}
        height={104}
        emptyText={flipTexts.pending}
      />
      {isLacking && (
        <div className={classes.offer}>
          <Button variant="default" onClick={onEverything}>
            {flipTexts.everything}
          </Button>
          <span className="quiet">{flipTexts.everythingHelp}</span>
        </div>
      )}
    </>
  )
}

type Filter = 'changed' | 'wrong'

function rowsOf(view: MomentView | undefined): Record<Filter, readonly number[]> {
  if (!view) return { changed: [], wrong: [] }
  return {
    changed: changedRows(view.classes, view.classesAtStart),
    wrong: changedRows(view.classes, view.labels),
  }
}

/** Asks for what the list shows, where no picture beside it does. */
function ListWants({ rows, everything }: { readonly rows: readonly number[]; readonly everything: boolean }) {
  const name = rows.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same rows are another array at every moment
  useWants(useMemo(() => ({ rows, compares: true, everything }), [name, everything]))
  return null
}

/** The test samples that the network at t takes for another class than w₁ does, or than they are. */
export function FlipsView() {
  const study = useStudy()
  const kind = useStudyState(selectSampleKind)
  const view = useMomentView()
  const [filter, setFilter] = useState<Filter>('changed')
  const [everything, setEverything] = useState(false)
  const [under, setUnder] = useState<number>()
  const found = useMemo(() => rowsOf(view), [view])
  const rows = found[filter]
  const course = useSampleCourse(under)
  const point = (row: number | undefined) => {
    setUnder(row)
    hoverSamples(study, row === undefined ? undefined : { split: 'test', rows: [row] })
  }
  return (
    <div className={classes.view}>
      <FlipsChart onEverything={() => setEverything(true)} />
      <SegmentedControl
        aria-label={flipTexts.filter}
        fullWidth
        value={filter}
        data={(['changed', 'wrong'] as const).map((value) => ({
          value,
          label: flipTexts[value](found[value].length),
        }))}
        onChange={(value) => setFilter(value as Filter)}
      />
      {kind === 'points' ? (
        <>
          <DecisionPicture
            splits="test"
            ringed={rows}
            compares
            everything={everything}
            onPoint={(at) => point(at?.split === 'test' ? at.row : undefined)}
          />
          <ClassKey ring={flipTexts.ring} />
        </>
      ) : (
        <ListWants rows={kind === 'images' ? rows.slice(0, listedCount) : []} everything={everything} />
      )}
      <p className={classes.line}>{course || flipTexts.hint}</p>
      {view && rows.length === 0 && <p className={classes.empty}>{flipTexts.none[filter]}</p>}
      <SampleList rows={rows} under={under} onPoint={point} />
      <NotFiniteNote />
    </div>
  )
}
