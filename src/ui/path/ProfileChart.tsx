import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, useEffect, useLayoutEffect, useRef } from 'react'
import { drawProfile, type ProfileHandles } from '../../charts/drawProfile.ts'
import type { ProfileSeries } from '../../charts/profileScales.ts'
import { hoverMoment } from '../../store/moment/hovering.ts'
import { setT } from '../../store/path/time.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
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

/** Values along t; pressing or dragging on it sets t, the pointer on it shows the moment under it in all views. */
export function ProfileChart(props: ProfileChartProps) {
  const { label, unit, series, beside, scale, t, height, emptyText } = props
  const study = useStudy()
  const { ref, width } = useElementSize()
  const svg = useRef<SVGSVGElement>(null)
  const handles = useRef<ProfileHandles>(undefined)
  const hoverT = useStudyState((state) => state.hoverT)
  useLayoutEffect(() => {
    if (!svg.current || width < 2) return
    handles.current = drawProfile(
      svg.current,
      { series, t, hoverT },
      { label: '', unit, scale, width, height, emptyText, beside, clippedText: pathTexts.clipped },
    )
  }, [series, t, hoverT, unit, scale, width, height, emptyText, beside])
  useEffect(() => () => hoverMoment(study, undefined), [study])
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (!handles.current || series.length === 0) return
    const { left } = event.currentTarget.getBoundingClientRect()
    const { plot, xScale } = handles.current
    const x = event.clientX - left
    if (event.buttons === 1) {
      hoverMoment(study, undefined)
      setT(study, xScale.invert(x))
    } else if (event.pointerType === 'mouse' && event.buttons === 0) {
      hoverMoment(study, x < plot.x || x > plot.x + plot.width ? undefined : xScale.invert(x))
    }
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
        onPointerLeave={() => hoverMoment(study, undefined)}
      />
    </div>
  )
}
