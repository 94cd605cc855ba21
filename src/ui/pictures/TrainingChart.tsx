import { useElementSize } from '@mantine/hooks'
import { useLayoutEffect, useRef } from 'react'
import { drawTrainingChart, type TrainingRun } from '../../charts/drawTrainingChart.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import classes from '../steps/steps.module.css'
import { trainingChartTexts } from '../texts/steps.ts'
import pictureClasses from './pictures.module.css'

const height = 72

interface TrainingChartProps {
  readonly runs: readonly TrainingRun[]
  /** Epochs that are planned, so that the axis stands still while lines grow. */
  readonly epochs: number
  readonly label: string
}

/** Room for a chart whose study is on its way. */
export function TrainingChartPlace() {
  return <div className={classes.chart} style={{ height }} />
}

/** Train and test nll against epochs. */
export function TrainingChart({ runs, epochs, label }: TrainingChartProps) {
  const { ref, width } = useElementSize()
  const svg = useRef<SVGSVGElement>(null)
  useLayoutEffect(() => {
    if (!svg.current || width === 0) return
    const { empty: emptyText, epoch: wordEpoch, testKey } = trainingChartTexts
    const options = { width, height, emptyText, wordEpoch, testKey }
    drawTrainingChart(svg.current, { runs, epochs, measure: 'nll' }, options)
  }, [runs, epochs, width])
  return (
    <div ref={ref} className={classes.chart}>
      <svg ref={svg} role="img" aria-label={trainingChartTexts.label(label)} height={height} />
      <div className={pictureClasses.corner}>
        <DataButton what={label} make={({ tableOfTraining }) => tableOfTraining(runs)} isSmall />
      </div>
    </div>
  )
}
