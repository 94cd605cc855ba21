import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { hoverSamples } from '../../store/moment/hovering.ts'
import { useStudy } from '../StudyContext.ts'
import { formatPercent } from '../texts/formatting.ts'
import { decisionTexts, flipTexts } from '../texts/moment.ts'
import { ClassKey } from './ClassKey.tsx'
import { DecisionPicture, type PointUnder } from './DecisionPicture.tsx'
import classes from './moment.module.css'
import { NotFiniteNote } from './NotFiniteNote.tsx'
import { useMomentView } from './useMoment.ts'
import { useSampleCourse } from './useSampleCourse.ts'

type Shown = keyof typeof decisionTexts.shown

/** What the point under the pointer is, and what the network takes it for along the path. */
function PointLine({ under }: { readonly under: PointUnder | undefined }) {
  const view = useMomentView()
  const course = useSampleCourse(under?.split === 'test' ? under.row : undefined)
  if (!view || !under) return <p className={classes.line}>{decisionTexts.coarse}</p>
  if (under.split === 'train')
    return <p className={classes.line}>{decisionTexts.point('train', under.row)}</p>
  const here = view.classes[under.row] ?? -1
  const share =
    here < 0 ? Number.NaN : (view.probabilities[under.row * view.classNames.length + here] ?? Number.NaN)
  return (
    <p className={classes.line}>
      {course} {flipTexts.here(formatPercent(share))}
    </p>
  )
}

/** The decision boundary over the data, with its points. */
export function DecisionView() {
  const study = useStudy()
  const [shown, setShown] = useState<Shown>('test')
  const [under, setUnder] = useState<PointUnder>()
  return (
    <div className={classes.view}>
      <DecisionPicture
        splits={shown}
        tall
        onPoint={(point) => {
          setUnder(point)
          hoverSamples(study, point && { split: point.split, rows: [point.row] })
        }}
      />
      <ClassKey />
      <div className={classes.below}>
        <PointLine under={under} />
        <SegmentedControl
          aria-label={decisionTexts.points}
          value={shown}
          data={(Object.keys(decisionTexts.shown) as Shown[]).map((value) => ({
            value,
            label: decisionTexts.shown[value],
          }))}
          onChange={(value) => setShown(value as Shown)}
        />
      </div>
      <NotFiniteNote />
    </div>
  )
}
