import { useMemo, useState } from 'react'
import type { OverlayData, PlanePoint } from '../../charts/overlayData.ts'
import { sampleLandscape } from '../../core/planes/landscape.ts'
import { type ShownLandscape, selectField } from '../../store/landscape/landscapeSelectors.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import { useColorScale } from '../landscape/useColorScale.ts'
import { useStudyState } from '../StudyContext.ts'
import { formatDistance, formatLoss, formatPercent } from '../texts/formatting.ts'
import { quantityLabel, quantityUnits } from '../texts/options.ts'
import { planeChartTexts } from '../texts/planeChart.ts'
import { FieldChart } from './FieldChart.tsx'
import classes from './planeChart.module.css'

interface PlaneChartProps {
  /** What the picture shows, in a few words. */
  readonly label: string
  readonly shown: ShownLandscape
  /** Marks and paths, which nobody can take. */
  readonly overlay: Omit<OverlayData, 'grid'>
  readonly axes: { readonly x: string; readonly y: string }
}

/** A plane that stands beside the study's own, in its quantity and colours; pointing at it reads it. */
export function PlaneChart({ label, shown, overlay, axes }: PlaneChartProps) {
  const [hover, setHover] = useState<PlanePoint>()
  const choices = useStudyState((state) => state.choices)
  const { split, quantity, evaluationDecay, contours } = choices
  const field = useMemo(
    () => selectField(shown, { split, quantity, evaluationDecay }),
    [shown, split, quantity, evaluationDecay],
  )
  const onGrid = useMemo(() => ({ ...overlay, grid: shown.grid }), [overlay, shown])
  const color = useColorScale(field.values, choices)
  const unit = quantityUnits[quantity]
  const hovered = hover && sampleLandscape(field, hover.x, hover.y)
  const write = unit === '%' ? formatPercent : formatLoss
  const name = quantityLabel(choices)
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span>
          {label} <span className="quiet">{name}</span>
        </span>
        <DataButton
          what={`${label}, ${name}`}
          make={({ tableOfField }) => tableOfField(field, { ...axes, quantity: name, unit })}
          isSmall
        />
      </figcaption>
      <div className={classes.card}>
        <FieldChart
          className={classes.plot}
          field={field}
          overlay={onGrid}
          color={color}
          unit={unit}
          label={planeChartTexts.picture(label, name)}
          barLabel={(from, to) => planeChartTexts.colors(name, [from, to], unit)}
          axes={axes}
          contours={contours}
          hoveredValue={hovered}
          onHover={setHover}
        />
      </div>
      <output className="quiet">
        {hover && hovered !== undefined
          ? planeChartTexts.read(
              `${name} ${write(hovered)}`,
              formatDistance(hover.x),
              formatDistance(hover.y),
            )
          : planeChartTexts.point}
      </output>
    </figure>
  )
}
