import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, useLayoutEffect, useRef } from 'react'
import { drawProfile, type ProfileHandles } from '../../charts/drawProfile.ts'
import type { ProfileSeries } from '../../charts/profileScales.ts'
import { setT } from '../../store/time.ts'
import { useStudy } from '../StudyContext.ts'
import { pathTexts } from '../texts/path.ts'
import classes from './path.module.css'

interface ProfileChartProps {
  readonly label: string
  readonly unit: string
  readonly series: readonly ProfileSeries[]
  /** Lines of another chart that has the same y axis. */
  readonly beside?: readonly ProfileSeries[] | undefined
  readonly scale: 'log' | 'linear'
  readonly t: number
  readonly height: number
  readonly emptyText: string
}

/** Values along t; pressing or dragging on it sets t. */
export function ProfileChart(props: ProfileChartProps) {
  const { label, unit, series, beside, scale, t, height, emptyText } = props
  const study = useStudy()
  const { ref, width } = useElementSize()
  const svg = useRef<SVGSVGElement>(null)
  const handles = useRef<ProfileHandles>(undefined)
  useLayoutEffect(() => {
    if (!svg.current || width < 2) return
    handles.current = drawProfile(
      svg.current,
      { series, t },
      { label: '', unit, scale, width, height, emptyText, beside },
    )
  }, [series, t, unit, scale, width, height, emptyText, beside])
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons !== 1 || !handles.current || series.length === 0) return
    const { left } = event.currentTarget.getBoundingClientRect()
    setT(study, handles.current.xScale.invert(event.clientX - left))
  }
  return (
    <div ref={ref}>
      <svg
        ref={svg}
        className={classes.chart}
        height={height}
        role="img"
        aria-label={pathTexts.chart(
          label,
          series.map((one) => one.label),
          emptyText,
        )}
        onPointerDown={move}
        onPointerMove={move}
      />
    </div>
  )
}
