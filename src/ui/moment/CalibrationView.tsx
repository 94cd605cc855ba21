import { useElementSize } from '@mantine/hooks'
import { useLayoutEffect, useMemo, useRef } from 'react'
import { drawReliability } from '../../charts/drawReliability.ts'
import { binConfidences, type CalibrationBin, calibrationError } from '../../core/ensembles/calibration.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import { formatPercent } from '../texts/formatting.ts'
import { calibrationTexts } from '../texts/moment.ts'
import { useThemeName } from '../useThemeName.ts'
import { useWants } from './follower.ts'
import classes from './moment.module.css'
import { NotFiniteNote } from './NotFiniteNote.tsx'
import { useMomentView } from './useMoment.ts'

const height = 232
const nothingMore = {}

/** Mean of a figure over all binned samples. */
function meanOf(bins: readonly CalibrationBin[], figure: 'confidence' | 'accuracy'): number {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0)
  return bins.reduce((sum, bin) => sum + bin.count * bin[figure], 0) / count
}

/** How right the network at t is where it is how sure, on the test split. */
export function CalibrationView() {
  useWants(nothingMore)
  const view = useMomentView()
  const { ref, width } = useElementSize()
  const svg = useRef<SVGSVGElement>(null)
  const theme = useThemeName()
  const bins = useMemo(() => (view ? binConfidences(view.probabilities, view.labels) : []), [view])
  const figures = {
    error: formatPercent(calibrationError(bins, view?.labels.length ?? 0)),
    accuracy: formatPercent(meanOf(bins, 'accuracy')),
    confidence: formatPercent(meanOf(bins, 'confidence')),
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the theme
  useLayoutEffect(() => {
    if (!svg.current || width < 2) return
    const { x: xLabel, y: yLabel, empty: emptyText } = calibrationTexts
    const countLabel = calibrationTexts.counts(Math.max(0, ...bins.map(({ count }) => count)))
    drawReliability(svg.current, bins, { width, height, xLabel, yLabel, countLabel, emptyText })
  }, [bins, width, theme])
  return (
    <div className={classes.view}>
      <div className={classes.chartHead}>
        <dl className={classes.figures}>
          {(['error', 'accuracy', 'confidence'] as const).map((name) => (
            <div key={name}>
              <dt className="quiet">{calibrationTexts.figures[name]}</dt>
              <dd>{view ? figures[name] : '…'}</dd>
            </div>
          ))}
        </dl>
        <DataButton
          what={calibrationTexts.data}
          make={({ tableOfReliability }) => tableOfReliability(bins)}
          isSmall
        />
      </div>
      <div ref={ref} style={{ height }}>
        <svg
          ref={svg}
          role="img"
          aria-label={calibrationTexts.chart(figures.error, figures.accuracy, figures.confidence)}
        />
      </div>
      <ul className={classes.key}>
        {(['accuracy', 'over', 'under', 'even'] as const).map((name) => (
          <li key={name}>
            <i className={classes.swatch} data-name={name} />
            {calibrationTexts.keys[name]}
          </li>
        ))}
      </ul>
      <p className={classes.line}>{calibrationTexts.help}</p>
      <NotFiniteNote />
    </div>
  )
}
