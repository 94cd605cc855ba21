import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import type { PlanePoint } from '../../charts/overlayData.ts'
import { sampleLandscape } from '../../core/planes/landscape.ts'
import type { PublishedLayer, PublishedPlane } from '../../protocol/publishedResult.ts'
import { findLayer, recomputedValues } from '../../store/published/publishedSelectors.ts'
import { DataButton } from '../dataTable/DataButton.tsx'
import { FieldChart } from '../pictures/FieldChart.tsx'
import panelClasses from '../pictures/planePanel.module.css'
import { useStudyState } from '../StudyContext.ts'
import {
  axisTexts,
  formatLayer,
  layerText,
  layerUnit,
  publishedTexts,
  quirkText,
} from '../texts/published.ts'
import { LayerChoices } from './LayerChoices.tsx'
import { PublishedHonesty } from './PublishedHonesty.tsx'
import classes from './published.module.css'
import { createPublishedOverlay } from './publishedOverlay.ts'
import type { ShownResults } from './usePublished.ts'
import { usePublishedColor } from './usePublishedColor.ts'

type PictureName = keyof typeof publishedTexts.views

/** Values of the file, of the engine, or how far they are apart; undefined where there are no such. */
function pickValues(
  layer: PublishedLayer | undefined,
  found: Float64Array | undefined,
  picture: PictureName,
): Float64Array | undefined {
  if (!layer || picture === 'file') return layer?.values
  if (picture === 'found') return found
  return found?.map((value, i) => Math.abs(value - (layer.values[i] as number)))
}

interface PlaneProps {
  readonly shown: ShownResults
  readonly plane: PublishedPlane
}

/** The layer of the plane that is seen, and what the engine found for it. */
function useLayer({ shown, plane }: PlaneProps) {
  const layer = findLayer(plane, shown.name) ?? plane.layers[0]
  const { comparison } = shown.published
  const found = useMemo(
    () => (layer && comparison?.surface === plane.name ? recomputedValues(comparison, layer) : undefined),
    [layer, comparison, plane],
  )
  return { layer, found }
}

/** A plane that another program wrote, in the place of the study's own. */
export function PublishedPlanePanel({ shown, plane }: PlaneProps) {
  const { layer, found } = useLayer({ shown, plane })
  const [wanted, setWanted] = useState<PictureName>('file')
  const [hover, setHover] = useState<PlanePoint>()
  const touch = useMediaQuery('(hover: none)')
  const picture = found ? wanted : 'file'
  const scale = useStudyState(({ choices }) => choices.scale)
  const palette = useStudyState(({ choices }) => choices.palette)
  const contours = useStudyState(({ choices }) => choices.contours)
  const values = useMemo(() => pickValues(layer, found, picture), [layer, found, picture])
  const color = usePublishedColor(layer, picture === 'difference' ? values : undefined, { scale, palette })
  const field = useMemo(() => createField(plane, values, layer?.known), [plane, values, layer])
  const overlay = useMemo(() => createPublishedOverlay(shown.published, plane), [shown.published, plane])
  const axes = useMemo(() => axisTexts(plane), [plane])
  const value = hover && values ? sampleLandscape({ grid: plane.grid, values }, hover.x, hover.y) : undefined
  const read =
    hover && layer && value !== undefined
      ? `${layerText(layer)} ${formatLayer(layer, value)} ${publishedTexts.at(hover.x, hover.y)}`
      : undefined
  const name = layer ? layerText(layer) : plane.name
  const unit = layer ? layerUnit(layer) : ''
  const hint = touch ? publishedTexts.tap : publishedTexts.hover
  return (
    <section className={panelClasses.panel} aria-label={publishedTexts.planePanel}>
      <div className={panelClasses.toolbar}>
        <LayerChoices shown={shown} />
        {found && (
          <SegmentedControl
            data={Object.entries(publishedTexts.views).map(([name, label]) => ({ value: name, label }))}
            value={picture}
            onChange={(name) => setWanted(name as PictureName)}
            aria-label={publishedTexts.pictureOf}
          />
        )}
        <DataButton
          what={publishedTexts.plane(name)}
          make={({ tableOfField }) => tableOfField(field, { ...axes, quantity: name, unit })}
        />
        {layer && <PublishedHonesty result={plane} layer={layer} color={color} />}
        <output className={panelClasses.readout}>{layer ? (read ?? hint) : ''}</output>
      </div>
      <div className={panelClasses.card}>
        <FieldChart
          field={field}
          overlay={overlay}
          color={color}
          unit={unit}
          label={publishedTexts.plane(name)}
          barLabel={(from, to) => publishedTexts.colours(name, from, to, unit)}
          axes={axes}
          contours={contours && picture !== 'difference'}
          hasValues={layer !== undefined}
          hoveredValue={value}
          onHover={setHover}
        />
      </div>
      <p className={classes.caption}>{layer ? quirkText(plane, layer) : publishedTexts.trajectoryAlone}</p>
    </section>
  )
}

function createField(
  { grid }: PublishedPlane,
  values: Float64Array | undefined,
  known: Uint8Array | undefined,
) {
  if (values) return { grid, values, known, complete: true }
  const size = grid.x.count * grid.y.count
  return {
    grid,
    values: new Float64Array(size).fill(Number.NaN),
    known: new Uint8Array(size),
    complete: false,
  }
}
