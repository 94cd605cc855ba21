import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createColorScale } from '../colorScale.ts'
import { createRelief, type Relief, type ReliefOptions } from './createRelief.ts'
import type { ReliefData } from './layOutRelief.ts'
import { usualViewpoint } from './viewpoint.ts'

const count = 41
const grid = { x: { min: -2, max: 15, count }, y: { min: -1, max: 6, count } }
const values = Float64Array.from({ length: count * count }, (_, k) => {
  const [x, y] = [(k % count) / 40, Math.floor(k / count) / 40]
  return 0.1 + (x - 0.5) ** 2 + y ** 2
})
const data: ReliefData = {
  field: { grid, values, complete: true },
  overlay: {
    endpoints: [
      { x: 0, y: 0, label: 'w₁' },
      { x: 12, y: 0, label: 'w₂' },
    ],
    bends: [{ x: 6, y: 4, label: 'bend', selected: true }],
    curve: [
      { x: 0, y: 0 },
      { x: 6, y: 2 },
      { x: 12, y: 0 },
    ],
    segment: [
      { x: 0, y: 0 },
      { x: 12, y: 0 },
    ],
  },
}
const options: ReliefOptions = {
  width: 320,
  height: 300,
  color: createColorScale(values, { scale: 'log', palette: 'water' }),
  contours: true,
  ink: { curve: '#d1495b', frame: '#4a5560', hairline: '#e4e5e0', calm: '#eef0ef' },
  xLabel: 'distance along',
  yLabel: 'distance towards',
  valueLabel: 'train nll, nats',
  formatValue: String,
  pixelRatio: 1,
}

let host: HTMLDivElement
let svg: SVGSVGElement

beforeEach(() => {
  host = document.createElement('div')
  svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  document.body.append(host, svg)
})

afterEach(() => {
  host.remove()
  svg.remove()
})

function create(events = {}): Relief {
  const relief = createRelief({ host, svg }, usualViewpoint, events)
  if (!relief) throw new Error('this browser has no WebGL 2')
  return relief
}

/** Colours of the drawing as it is now. */
function pixelsOf(relief: Relief): Uint8ClampedArray {
  const painted = relief.paint()
  const copy = document.createElement('canvas')
  copy.width = painted.width
  copy.height = painted.height
  const context = copy.getContext('2d')
  if (!context) throw new Error('no context')
  context.drawImage(painted, 0, 0)
  return context.getImageData(0, 0, copy.width, copy.height).data
}

function colourAt(pixels: Uint8ClampedArray, x: number, y: number): number[] {
  return Array.from(pixels.subarray(4 * (y * 320 + x), 4 * (y * 320 + x) + 4))
}

const frames = async (wanted: number) => {
  for (let i = 0; i < wanted; i++) await new Promise((resolve) => requestAnimationFrame(resolve))
}

describe('createRelief', () => {
  it('lies where the heatmap lies in its very colours, then stands up', async () => {
    const relief = create()
    relief.update({ ...data, overlay: { endpoints: [], bends: [] } }, { ...options, contours: false })
    const flat = pixelsOf(relief)
    // The corner at the greatest values: the lightest colour of the palette.
    expect(colourAt(flat, 60, 18)[3]).toBe(255)
    expect(colourAt(flat, 40, 18)[3]).toBe(0)
    expect(
      colourAt(flat, 310, 14)
        .slice(0, 3)
        .every((channel) => channel > 220),
    ).toBe(true)
    await relief.raise(1, 0)
    expect(pixelsOf(relief)).not.toEqual(flat)
    const middle = pixelsOf(relief).filter((_, i) => i % 4 === 3)
    expect(middle.filter((alpha) => alpha === 255).length).toBeGreaterThan(20_000)
    relief.dispose()
  })

  it('draws marks and axes over it, with the bend to be taken by keys and screen readers', async () => {
    const relief = create()
    relief.update(data, options)
    await relief.raise(1, 0)
    relief.paint()
    const bend = svg.querySelector('[data-bend="0"]')
    expect(bend?.getAttribute('role')).toBe('slider')
    expect(bend?.getAttribute('aria-valuetext')).toBe('x 6.00, y 4.00')
    expect(relief.handles()?.bendElements).toEqual([bend])
    expect(svg.textContent).toContain('train nll, nats')
    expect(svg.textContent).toContain('w₁')
    const [, x = 0, y = 0] =
      /translate\(([\d.]+),([\d.]+)\)/.exec(bend?.getAttribute('transform') ?? '') ?? []
    const place = relief.takeBend(1)(Number(x), Number(y))
    expect(place?.x).toBeCloseTo(6, 1)
    expect(place?.y).toBeCloseTo(4, 1)
    expect(relief.pointAt(Number(x), Number(y))?.x).toBeCloseTo(6, 1)
    relief.dispose()
    expect(host.childElementCount).toBe(0)
  })

  it('leaves a bend where it is let go', async () => {
    const relief = create()
    relief.update(data, options)
    await relief.raise(1, 0)
    relief.paint()
    const seen = () => {
      const text = svg.querySelector('[data-bend="0"]')?.getAttribute('transform') ?? ''
      const [, x = '', y = ''] = /translate\(([\d.]+),([\d.]+)\)/.exec(text) ?? []
      return [Number(x), Number(y)] as const
    }
    const [x, y] = seen()
    const placeUnder = relief.takeBend(1)
    const show = (by: readonly [number, number], isDragging: boolean) => {
      const place = placeUnder(x + by[0], y + by[1]) ?? { x: 0, y: 0 }
      const bends = [{ ...place, label: 'bend', selected: true }]
      relief.update({ ...data, overlay: { ...data.overlay, bends } }, { ...options, isDragging })
      relief.paint()
      return seen()
    }
    for (const by of [
      [-30, 40],
      [60, 30],
      [-20, -10],
      [0, 60],
      [150, -100],
      [0, 200],
    ] as const) {
      const held = show(by, true)
      if (Math.hypot(...by) < 100) {
        expect(Math.hypot(held[0] - x - by[0], held[1] - y - by[1])).toBeLessThan(1)
      }
      expect(show(by, false)).toEqual(held)
    }
    relief.dispose()
  })

  it('draws nothing while nothing changes', async () => {
    const relief = create()
    relief.update(data, options)
    await relief.raise(1, 30)
    await frames(3)
    const before = relief.drawn()
    expect(before).toBeGreaterThan(0)
    await frames(5)
    expect(relief.drawn()).toBe(before)
    relief.move({ azimuth: 0.3 })
    await frames(3)
    expect(relief.drawn()).toBe(before + 1)
    relief.dispose()
  })

  it('frees what it took, fifty times over', () => {
    const small = { ...options, width: 80, height: 80 }
    for (let i = 0; i < 50; i++) {
      const relief = create()
      relief.update(data, small)
      const finer = Float64Array.from({ length: 81 * 81 }, (_, k) => 1 + (k % 81))
      const fine = { x: { ...grid.x, count: 81 }, y: { ...grid.y, count: 81 } }
      relief.update({ ...data, field: { grid: fine, values: finer, complete: true } }, small)
      relief.paint()
      expect(relief.memory().geometries).toBeGreaterThan(0)
      relief.dispose()
      expect(relief.memory()).toEqual({ geometries: 0, textures: 0 })
    }
  })

  it('tells that its context is lost', async () => {
    const lost = new Promise<void>((onLost) => {
      const relief = create({ onLost })
      relief.update(data, options)
      relief.paint().getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
    })
    await expect(lost).resolves.toBeUndefined()
  })
})
