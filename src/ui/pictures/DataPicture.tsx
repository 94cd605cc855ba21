import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { drawDataPicture } from '../../charts/drawDataPicture.ts'
import type { DataSummary } from '../../protocol/problem.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import classes from '../steps/steps.module.css'
import { dataTexts } from '../texts/steps.ts'
import pictureClasses from './pictures.module.css'

const height = 68

/** Room for a picture that is not there yet. */
export function DataPicturePlace() {
  return <div className={classes.picture} style={{ height }} />
}

/** A small picture of a data set. */
export function DataPicture({ summary }: { readonly summary: DataSummary }) {
  const { ref, width } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { picture, classNames, trainCount } = summary
  useEffect(() => {
    if (canvas.current && width > 0) drawDataPicture(canvas.current, picture, { width, height })
  }, [picture, width])
  const projected = picture.kind === 'points' && picture.projected
  return (
    <div ref={ref} className={classes.picture}>
      <canvas
        ref={canvas}
        width={1}
        height={height}
        role="img"
        aria-label={dataTexts.picture(picture.labels.length, picture.kind, trainCount, classNames)}
      />
      <div className={pictureClasses.corner}>
        <DataButton
          what={dataTexts.table}
          make={({ tableOfPicture }) => tableOfPicture(picture, classNames)}
          isSmall
        />
      </div>
      {projected && <div className={classes.note}>{dataTexts.projected}</div>}
    </div>
  )
}
