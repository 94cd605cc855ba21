import { useElementSize } from '@mantine/hooks'
import { useLayoutEffect, useRef } from 'react'
import { drawTrainingChart, type TrainingRun } from '../../charts/drawTrainingChart.ts'
import classes from '../steps/steps.module.css'

const height = 92

/** Train and test nll against epochs. */
export function TrainingChart({
  runs,
  label,
}: {
  readonly runs: readonly TrainingRun[]
  readonly label: string
}) {
  const { ref, width } = useElementSize()
  const svg = useRef<SVGSVGElement>(null)
  useLayoutEffect(() => {
    if (svg.current && width > 0) drawTrainingChart(svg.current, { runs, measure: 'nll' }, { width, height })
  }, [runs, width])
  return (
    <div ref={ref} className={classes.chart}>
      <svg
        ref={svg}
        role="img"
        aria-label={`${label}: nll against epochs, train solid and test dotted`}
        height={height}
      />
    </div>
  )
}
