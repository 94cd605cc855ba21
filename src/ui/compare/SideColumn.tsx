import { Button } from '@mantine/core'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import type { ColorScale } from '../../charts/colorScale.ts'
import type { LandscapeHandles, OverlayData, PlanePoint } from '../../charts/overlayData.ts'
import type { ProfileSeries } from '../../charts/profileScales.ts'
import { sampleLandscape } from '../../core/planes/landscape.ts'
import type { View } from '../../store/landscape/landscapeSelectors.ts'
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
import { pathTexts } from '../texts/path.ts'
import { readoutTexts } from '../texts/plane.ts'
import { planeChartTexts } from '../texts/planeChart.ts'
import classes from './compare.module.css'
import type { Side } from './createSide.ts'

interface SideColumnProps {
  readonly side: Side
  readonly index: 0 | 1
  readonly color: ColorScale
  /** What the plane shows: the chosen quantity, or that of the film while one is seen. */
  readonly planeView: View
  /** The lines of both sides, which share the y axis. */
  readonly beside: readonly ProfileSeries[]
  /** Whose study it is. */
  readonly note: string
  readonly emptyText: string
  /** Chooses another study for this side, where that can be. */
  readonly onChange?: () => void
  /** What stands under its chart. */
  readonly children?: ReactNode
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

/** The name of a side, with the moment of the film that is seen of it. */
export function sideTitle({ title, moment }: Pick<Side, 'title' | 'moment'>): string {
  return moment ? texts.titleAt(title, moment.epoch) : title
}

interface PlaneProps extends Pick<SideColumnProps, 'side' | 'color' | 'planeView' | 'emptyText'> {
  readonly compared: ComparedSide
}

function Plane({ side, color, planeView, emptyText, compared }: PlaneProps) {
  const { field, axes, moment } = side
  const [hover, setHover] = useState<PlanePoint>()
  const contours = useStudyState(({ choices }) => choices.contours)
  const isChosen = useStudyState(({ choices }) => quantityLabel(choices) === quantityLabel(planeView))
  const overlay = useOverlay(side)
  const handles = useRef<LandscapeHandles>(undefined)
  useCurveHover(hover, overlay, handles)
  const titleAt = sideTitle(side)
  const name = quantityLabel(planeView)
  const unit = quantityUnits[planeView.quantity]
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
          label={texts.plane(titleAt, name)}
          barLabel={(from, to) => planeChartTexts.colors(name, [from, to], unit)}
          axes={axes}
          contours={contours}
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
            : moment
              ? readoutTexts.film
              : isChosen
                ? texts.point
                : texts.asFilm(name)}
        </output>
        <DataButton
          what={texts.planeData(titleAt, name)}
          make={({ tableOfField }) => tableOfField(field, { ...axes, quantity: name, unit })}
        />
        <HonestyButton picture="landscape" side={compared} />
      </div>
    </>
  )
}

/** One of both studies: its name, its plane and its profile. */
export function SideColumn(props: SideColumnProps) {
  const { side, index, color, planeView, beside, note, emptyText, onChange, children } = props
  const { title, usualName, series, isStale, choices, results, moment } = side
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
        {moment && <span className={classes.moment}>{pathTexts.moment(moment.epoch)}</span>}
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
      <Plane side={side} color={color} planeView={planeView} emptyText={emptyText} compared={compared} />
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
          <span className="quiet">{moment ? texts.pathAt(moment.epoch) : texts.path}</span>
          <DataButton
            what={texts.pathData(sideTitle(side))}
            make={({ tableOfProfiles }) => tableOfProfiles(series, { axis: 't', quantity, unit })}
          />
          <HonestyButton picture="profile" side={compared} />
        </div>
      )}
      {children}
    </section>
  )
}
