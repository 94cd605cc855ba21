import { beforeAll, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { drawInBothThemes, flatColors } from '../fixtures/drawInBothThemes.ts'
import { fetchFixture } from '../fixtures/fetchFixture.ts'
import { fixtureTensor } from '../fixtures/fixtureTensor.ts'
import './charts.css'
import './relief/relief.css'
import { createColorScale } from './colorScale.ts'
import { drawColorBar } from './drawColorBar.ts'
import { drawLandscape } from './drawLandscape.ts'
import { drawPlaneFigure, type PlaneFigureData } from './figures/drawPlaneFigure.ts'
import { figureThemes } from './figures/figureTheme.ts'
import type { OverlayData, PlanePoint } from './overlayData.ts'
import type { FieldData } from './paintField.ts'
import { createRelief } from './relief/createRelief.ts'
import { readInk } from './relief/reliefInk.ts'
import { usualViewpoint } from './relief/viewpoint.ts'

const size = { width: 240, height: 192 }
let moons: Awaited<ReturnType<typeof fetchFixture>>
let field: FieldData

beforeAll(async () => {
  await page.viewport(960, 420)
  moons = await fetchFixture('moons')
  const axis = (name: string) => {
    const at = fixtureTensor(moons, `plane.bezier.${name}`)
    return { min: at[0] ?? 0, max: at.at(-1) ?? 1, count: at.length }
  }
  const grid = { x: axis('grid_x'), y: axis('grid_y') }
  field = { grid, values: fixtureTensor(moons, 'plane.bezier.train_nll'), complete: true }
})

function pointsOf(name: string): PlanePoint[] {
  const flat = fixtureTensor(moons, `plane.bezier.${name}`)
  return Array.from({ length: flat.length / 2 }, (_, i) => ({
    x: flat[2 * i] as number,
    y: flat[2 * i + 1] as number,
  }))
}

const nowhere: PlanePoint = { x: Number.NaN, y: Number.NaN }

function marksOf(): Omit<OverlayData, 'grid'> & { readonly curve: readonly PlanePoint[] } {
  const [first = nowhere, bend = nowhere, last = nowhere] = pointsOf('bend_coordinates')
  const curve = pointsOf('curve_coordinates')
  return {
    endpoints: [
      { ...first, label: 'w₁' },
      { ...last, label: 'w₂' },
    ],
    bends: [{ ...bend, label: 'bend', selected: true }],
    segment: [first, last],
    controlPolygon: [first, bend, last],
    curve,
    tMarker: curve[20] ?? nowhere,
  }
}

const water = (values: ArrayLike<number>) => createColorScale(values, { scale: 'log', palette: 'water' })

it('a landscape with its contours, the curve, the segment and all that stands on them', async () => {
  const sheet = await drawInBothThemes(size, (paper) => {
    const [, bend = nowhere] = pointsOf('bend_coordinates')
    const overlay = { ...marksOf(), probe: { x: 2, y: 3 }, hover: { x: 9, y: bend.y / 3 } }
    const color = water(field.values)
    drawLandscape(paper, { field, overlay }, { ...size, color, contourLabel: String })
  })
  await expect(sheet).toMatchScreenshot('landscape')
})

it('a landscape that is still coarse, with cells that overflow, wait to be computed and are cut off', async () => {
  const values = field.values.map((value, i) => (i % 21 > 16 && i > 300 ? Number.NaN : value))
  const known = Uint8Array.from(values, (_, i) => (i % 21 < 4 ? 0 : 1))
  const coarse = { ...field, values, known, complete: false }
  const color = createColorScale(values, { scale: 'linear', palette: 'water', vmax: 1 })
  const overlay = { endpoints: [], bends: [] }
  const sheet = await drawInBothThemes(size, (paper) => {
    drawLandscape(paper, { field: coarse, overlay }, { ...size, color })
  })
  await expect(sheet).toMatchScreenshot('landscape-coarse', flatColors)
})

it('trainings, picked networks and a curve off a plane that has holes and values that overflow', async () => {
  const { curve, ...marks } = marksOf()
  const moment = (end: PlanePoint, i: number) => ({
    x: end.x + 2 - 0.25 * i,
    y: end.y + 3 * 0.8 ** i,
    label: `epoch ${i}`,
    distance: i < 4 ? 1 : 0,
  })
  const trails = marks.endpoints.map((end, color) => ({
    color,
    points: Array.from({ length: 9 }, (_, i) => moment(end, i)),
  }))
  const overlay: Omit<OverlayData, 'grid'> = {
    ...marks,
    bends: marks.bends.map((bend) => ({ ...bend, distance: 2 })),
    curve: curve.map((point) => ({ ...point, distance: 1 })),
    trails,
    picks: [curve[10] ?? nowhere, curve[50] ?? nowhere],
    hoverMarker: curve[40] ?? nowhere,
  }
  const known = Uint8Array.from(field.values, (_, i) => (i % 21 > 15 && i > 250 ? 0 : 1))
  const values = field.values.map((value, i) => (known[i] === 0 || i < 63 ? Number.NaN : value))
  const greys = createColorScale(field.values, { scale: 'log', palette: 'greys' })
  const sheet = await drawInBothThemes(size, (paper) => {
    drawLandscape(paper, { field: { ...field, values, known }, overlay }, { ...size, color: greys })
  })
  await expect(sheet).toMatchScreenshot('landscape-trails')
})

it('a colour bar with the value under the pointer and the swatch for what is not finite', async () => {
  const bar = { width: 96, height: 208 }
  const color = createColorScale(field.values, { scale: 'paper', palette: 'jet_r', vmax: 5 })
  const sheet = await drawInBothThemes(bar, ({ svg }) => {
    drawColorBar(
      svg,
      { color, unit: 'nats', hovered: 0.8, hasNotFinite: true },
      { ...bar, notFiniteLabel: 'not finite' },
    )
  })
  await expect(sheet).toMatchScreenshot('color-bar', flatColors)
})

it('the landscape as a relief', async () => {
  const color = water(field.values)
  const sheet = await drawInBothThemes(size, async ({ element, svg, theme }) => {
    const relief = createRelief({ host: element, svg }, usualViewpoint)
    if (!relief) throw new Error('this browser has no WebGL 2')
    const texts = { xLabel: 'x', yLabel: 'y', valueLabel: 'train nll, nats', formatValue: String }
    const options = { ...size, ...texts, color, contours: true, ink: readInk(theme), pixelRatio: 1 }
    relief.update({ field, overlay: marksOf() }, options)
    await relief.raise(1, 0)
    const still = new Image()
    still.src = relief.paint().toDataURL()
    await still.decode()
    still.style.cssText = `position: absolute; left: 0; top: 0; width: ${size.width}px`
    relief.dispose()
    element.prepend(still)
  })
  await expect(sheet).toMatchScreenshot('relief')
})

it('the plane as a figure of its own', async () => {
  const figureSize = { width: 360, height: 240 }
  const marks = marksOf()
  const data: PlaneFigureData = {
    grid: field.grid,
    values: field.values,
    endpoints: marks.endpoints,
    bends: marks.bends,
    segment: marks.segment ?? [],
    curve: marks.curve,
    picks: marks.curve.slice(25, 26),
  }
  const sheet = await drawInBothThemes(figureSize, ({ svg, theme }) => {
    const figure = drawPlaneFigure(data, {
      title: 'Two moons',
      description: 'Train nll in nats.',
      theme: figureThemes[theme],
      bands: { palette: 'jet_r', reversed: false, spread: 'log', logAlpha: -5, vmax: 5 },
      unit: 'nats',
      xLabel: 'x',
      yLabel: 'y',
      // One row, however wide letters are.
      legend: { endpoints: '', bends: '', curve: '', segment: '', picks: '' },
    })
    figure.setAttribute('width', String(figureSize.width))
    figure.setAttribute('height', String(figureSize.height))
    svg.replaceWith(figure)
  })
  await expect(sheet).toMatchScreenshot('plane-figure')
})
