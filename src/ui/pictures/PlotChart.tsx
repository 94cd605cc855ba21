import { useElementSize } from '@mantine/hooks'
import { useLayoutEffect, useRef } from 'react'
import { drawPlot, markShapes, type PlotAxis, type PlotSeries } from '../../charts/drawPlot.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import { plotTexts } from '../texts/plot.ts'
import classes from './pictures.module.css'

interface PlotChartProps {
  /** What the chart shows, in a few words. */
  readonly label: string
  readonly series: readonly PlotSeries[]
  readonly x: PlotAxis
  readonly y: PlotAxis
  readonly height: number
  readonly emptyText: string
}

function Key({ series }: Pick<PlotChartProps, 'series'>) {
  const listed = series.filter(({ unlisted }) => !unlisted)
  if (listed.length < 2) return null
  return (
    <ul className={classes.key}>
      {listed.map(({ id, label, color, look }) => (
        <li key={id}>
          <svg className="chart plot" width={16} height={10} aria-hidden="true">
            {look === 'circles' || look === 'crosses' || look === 'diamonds' ? (
              <path
                className={`mark color${color} ${look}`}
                d={markShapes[look]}
                transform="translate(8,5)"
              />
            ) : (
              <path className={`line color${color} ${look}`} d="M1,5H15" />
            )}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}

/** Lines and marks over two axes, with a key. */
export function PlotChart({ label, series, x, y, height, emptyText }: PlotChartProps) {
  const { ref, width } = useElementSize()
  const svg = useRef<SVGSVGElement>(null)
  useLayoutEffect(() => {
    if (!svg.current || width < 2) return
    drawPlot(svg.current, series, { x, y, width, height, emptyText })
  }, [series, x, y, width, height, emptyText])
  return (
    <figure className={classes.plot}>
      <figcaption className={classes.caption}>
        <span>{label}</span>
        <DataButton what={label} make={({ tableOfPlot }) => tableOfPlot(series, { x, y })} isSmall />
      </figcaption>
      <div ref={ref}>
        <svg
          ref={svg}
          height={height}
          role="img"
          aria-label={plotTexts.chart(
            label,
            series.map((one) => one.label),
            emptyText,
          )}
        />
      </div>
      <Key series={series} />
    </figure>
  )
}
