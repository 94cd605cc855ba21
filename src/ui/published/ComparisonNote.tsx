import { Button, Progress } from '@mantine/core'
import { useMemo } from 'react'
import { cancelComparison, comparedResult, compareSurface } from '../../store/published/compareSurface.ts'
import {
  isTooFar,
  type LayerDistance,
  measureDistance,
  recomputedValues,
} from '../../store/published/publishedSelectors.ts'
import type { Comparison, PublishedResults } from '../../store/results.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { backendTitle } from '../texts/backends.ts'
import { failureText } from '../texts/failures.ts'
import { comparisonTexts, distanceText } from '../texts/published.ts'
import classes from './published.module.css'

/** How far a surface that is computed anew is from its file, or how far the computing is. */
export function ComparisonNote() {
  const published = useStudyState(({ results }) => results.published)
  const comparing = useStudyState((state) => state.comparing)
  const comparison = published?.comparison
  if (!published || !comparison) return null
  return (
    <div className={classes.about}>
      <h3>{comparisonTexts.title}</h3>
      {comparing && !comparing.failure ? (
        <Running />
      ) : comparison.found ? (
        <Found published={published} comparison={comparison} found={comparison.found} />
      ) : (
        <Unfinished />
      )}
    </div>
  )
}

function Running() {
  const study = useStudy()
  const progress = useStudyState(({ comparing }) => comparing?.progress)
  const share = progress ? progress.done / Math.max(progress.total, 1) : 0
  return (
    <>
      <p className={classes.caption} role="status">
        {comparisonTexts.running}
      </p>
      <div className={classes.running}>
        <Progress value={share * 100} size="sm" aria-label={comparisonTexts.progress} />
        <Button size="compact-xs" variant="default" onClick={() => cancelComparison(study)}>
          {comparisonTexts.cancel}
        </Button>
      </div>
    </>
  )
}

function Unfinished() {
  const study = useStudy()
  const failure = useStudyState(({ comparing }) => comparing?.failure)
  const told = failure && failureText(failure)
  return (
    <>
      <p className={classes.caption} role={failure ? 'alert' : undefined}>
        {told ? `${told.remedy} ${told.detail}` : comparisonTexts.stopped}
      </p>
      <Button size="compact-sm" variant="default" onClick={() => void compareSurface(study)}>
        {failure ? comparisonTexts.again : comparisonTexts.start}
      </Button>
    </>
  )
}

interface FoundProps {
  readonly published: PublishedResults
  readonly comparison: Comparison
  readonly found: NonNullable<Comparison['found']>
}

/** The distance of every layer that both have; the error tells nothing beside the accuracy. */
function measureAll({ published, comparison }: Omit<FoundProps, 'found'>): LayerDistance[] {
  const result = comparedResult(published, comparison)
  return (result?.layers ?? []).flatMap((layer) => {
    const values = layer.quantity === 'error' ? undefined : recomputedValues(comparison, layer)
    return (values && measureDistance(layer, values)) ?? []
  })
}

function Found({ published, comparison, found }: FoundProps) {
  const distances = useMemo(() => measureAll({ published, comparison }), [published, comparison])
  return (
    <>
      {distances.map((distance) => (
        <p key={distance.split + distance.quantity} className={classes.distance} role="status">
          {distanceText(distance, found.values[distance.split].count)}
        </p>
      ))}
      {distances.some(isTooFar) && (
        <p className={classes.distance} role="alert">
          {comparisonTexts.tooFar}
        </p>
      )}
      <p className={classes.caption}>
        {comparisonTexts.done(comparison.network, backendTitle(found.backend))}
      </p>
    </>
  )
}
