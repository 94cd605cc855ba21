import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import { drawProfile, type ProfileHandles, valueAt } from '../../charts/drawProfile.ts'
import type { ProfileSeries } from '../../charts/profileScales.ts'
import type { PublishedLayer } from '../../protocol/publishedResult.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import pathClasses from '../path/path.module.css'
import { formatLayer, layerText, layerUnit, publishedTexts } from '../texts/published.ts'
import { useThemeName } from '../useThemeName.ts'
import classes from './published.module.css'

interface PublishedPathChartProps {
  readonly layer: PublishedLayer
  readonly series: readonly ProfileSeries[]
  readonly domain: readonly [number, number]
  readonly axis: string
  readonly scale: 'log' | 'linear'
  readonly height: number
}

/** Values along a path from a file; pointing at it reads all lines there. */
export function PublishedPathChart({ layer, series, domain, axis, scale, height }: PublishedPathChartProps) {
  const theme = useThemeName()
  const { ref, width } = useElementSize()
  const svg = useRef<SVGSVGElement>(null)
  const handles = useRef<ProfileHandles>(undefined)
  const [at, setAt] = useState<number>()
  const unit = layerUnit(layer)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that the chart reads from the page
  useLayoutEffect(() => {
    if (!svg.current || width < 2) return
    const emptyText = publishedTexts.noValues
    handles.current = drawProfile(
      svg.current,
      { series, ...(at !== undefined && { t: at }) },
      { label: '', unit, scale, width, height, domain, xName: axis, emptyText },
    )
  }, [series, at, unit, scale, width, height, domain, axis, theme])
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect()
    const x = handles.current?.xScale.invert(event.clientX - left)
    setAt(x !== undefined && x >= domain[0] && x <= domain[1] ? x : undefined)
  }
  const label = layerText(layer)
  return (
    <div ref={ref}>
      <div className={pathClasses.head}>
        <h3 className={classes.name}>{label}</h3>
        <output className="quiet">{at === undefined ? '' : readLines(layer, series, { at, axis })}</output>
        <DataButton
          what={label}
          make={({ tableOfProfiles }) => tableOfProfiles(series, { axis, quantity: label, unit })}
          isSmall
        />
      </div>
      <svg
        ref={svg}
        className={pathClasses.chart}
        height={height}
        role="img"
        aria-label={publishedTexts.chart(
          label,
          series.map((one) => one.label),
        )}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setAt(undefined)}
      />
    </div>
  )
}

function readLines(
  layer: PublishedLayer,
  series: readonly ProfileSeries[],
  { at, axis }: { readonly at: number; readonly axis: string },
): string {
  const values = series.map((one) => formatLayer(layer, valueAt(one, at)))
  return `${axis} = ${at.toFixed(2)} · ${values.join(' · ')}`
}
