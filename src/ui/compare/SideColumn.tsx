import { Button } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import type { ColorScale } from '../../charts/colorScale.ts'
import type { LandscapeHandles, OverlayData, PlanePoint } from '../../charts/overlayData.ts'
import type { ProfileSeries } from '../../charts/profileScales.ts'
import { sampleLandscape } from '../../core/planes/landscape.ts'
import { placeOnCurve } from '../../store/path/pathSelectors.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import type { ComparedSide } from '../honesty/comparedSide.ts'
import { HonestyButton } from '../honesty/HonestyButton.tsx'
import { useCurveHover } from '../landscape/useCurveHover.ts'
import { ProfileChart } from '../path/ProfileChart.tsx'
import { FieldChart } from '../pictures/FieldChart.tsx'
import { useStudyState } from '../StudyContext.ts'
import { compareTexts as texts } from '../texts/compare.ts'
import { formatDistance, formatLoss, formatPercent } from '../texts/formatting.ts'
import { quantityLabel, quantityUnits } from '../texts/options.ts'
import { planeChartTexts } from '../texts/planeChart.ts'
import classes from './compare.module.css'
import type { Side } from './useSides.ts'

interface SideColumnProps {
  readonly side: Side
  readonly index: 0 | 1
  readonly color: ColorScale
  /** The lines of the other side, which share the y axis. */
  readonly beside: readonly ProfileSeries[] | undefined
  /** Whose study it is. */
  readonly note: string
  readonly emptyText: string
  /** Chooses another study for this side, where that can be. */
  readonly onChange?: () => void
}

/** Marks and paths with the marker at t, and the one at the moment that is pointed at in any view. */
function useOverlay({ overlay, curve }: Side): OverlayData | undefined {
  const t = useStudyState(({ choices }) => choices.t)
  const hoverT = useStudyState((state) => state.hoverT)
  return useMemo(() => {
    const tMarker = curve && placeOnCurve(curve, t)
    const hoverMarker = hoverT === undefined ? undefined : curve && placeOnCurve(curve, hoverT)
    return overlay && { ...overlay, ...(tMarker && { tMarker }), ...(hoverMarker && { hoverMarker }) }
  }, [overlay, curve, t, hoverT])
}

interface PlaneProps extends Pick<SideColumnProps, 'side' | 'color' | 'emptyText'> {
  readonly compared: ComparedSide
}

function Plane({ side, color, emptyText, compared }: PlaneProps) {
  const { field, axes, title } = side
  const [hover, setHover] = useState<PlanePoint>()
  const choices = useStudyState((state) => state.choices)
  const overlay = useOverlay(side)
  const handles = useRef<LandscapeHandles>(undefined)
  useCurveHover(hover, overlay, handles)
  const name = quantityLabel(choices)
  const unit = quantityUnits[choices.quantity]
  if (!field || !overlay) return <p className={classes.empty}>{emptyText}</p>
  const value = hover && sampleLandscape(field, hover.x, hover.y)
  const write = unit === '%' ? formatPercent : formatLoss
  return (
    <>
      <div className={classes.plane}>
        <FieldChart
          className={classes.plot}
          field={field}
          overlay={overlay}
          color={color}
          unit={unit}
          label={texts.plane(title, name)}
          barLabel={(from, to) => planeChartTexts.colors(name, [from, to], unit)}
          axes={axes}
          contours={choices.contours}
          hoveredValue={value}
          onHover={(at, drawn) => {
            handles.current = drawn
            setHover(at)
          }}
        />
      </div>
      <div className={classes.foot}>
        <output className={`quiet ${classes.readout}`}>
          {hover && value !== undefined
            ? texts.read(`${name} ${write(value)}`, formatDistance(hover.x), formatDistance(hover.y))
            : texts.point}
        </output>
        <DataButton
          what={texts.planeData(title, name)}
          make={({ tableOfField }) => tableOfField(field, { ...axes, quantity: name, unit })}
        />
        <HonestyButton picture="landscape" side={compared} />
      </div>
    </>
  )
}

/** One of both studies: its name, its plane and its profile. */
export function SideColumn({ side, index, color, beside, note, emptyText, onChange }: SideColumnProps) {
  const { title, usualName, series, isStale, choices, results } = side
  const { lo, hi } = color
  const compared = useMemo(
    (): ComparedSide => ({ choices, results, range: [lo, hi] }),
    [choices, results, lo, hi],
  )
  const view = useStudyState(({ choices }) => choices)
  const shares = view.quantity === 'error' || view.quantity === 'accuracy'
  const name = texts.side(index, title)
  const quantity = quantityLabel(view)
  const unit = quantityUnits[view.quantity]
  return (
    <section className={classes.side} aria-label={name}>
      <header className={classes.sideHead}>
        <h3>{name}</h3>
        {isStale && <span className={classes.tag}>{texts.stale}</span>}
        {onChange && (
          <Button size="compact-xs" variant="subtle" onClick={onChange}>
            {texts.change}
          </Button>
        )}
      </header>
      <p className={`quiet ${classes.note}`}>
        {usualName !== title && `${usualName} · `}
        {note}
      </p>
      <Plane side={side} color={color} emptyText={emptyText} compared={compared} />
      <ProfileChart
        label={`${name}, ${quantity}`}
        unit={unit}
        series={series}
        beside={beside}
        scale={shares ? 'linear' : view.scale}
        t={view.t}
        height={168}
        emptyText={texts.noProfile}
      />
      {series.length > 0 && (
        <div className={classes.foot}>
          <span className="quiet">{texts.path}</span>
          <DataButton
            what={texts.pathData(title)}
            make={({ tableOfProfiles }) => tableOfProfiles(series, { axis: 't', quantity, unit })}
          />
          <HonestyButton picture="profile" side={compared} />
        </div>
      )}
    </section>
  )
}
