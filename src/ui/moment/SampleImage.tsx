import { useLayoutEffect, useRef } from 'react'
import { drawSampleImage } from '../../charts/drawSampleImage.ts'
import { dataFactsOf } from '../../store/dataSets.ts'
import { useStudyState } from '../StudyContext.ts'
import classes from './samples.module.css'

/** An image of the test split. */
export function SampleImage({ row }: { readonly row: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const inputs = useStudyState((state) => state.moment?.inputs?.rows.get(row))
  const shape = useStudyState(({ choices }) => dataFactsOf(choices).inputShape)
  useLayoutEffect(() => {
    if (canvas.current && inputs) drawSampleImage(canvas.current, inputs, shape)
  }, [inputs, shape])
  return <canvas ref={canvas} className={classes.pixels} aria-hidden />
}
