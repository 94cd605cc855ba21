import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import './charts.css'
import { createColorScale } from './colorScale.ts'
import { drawColorBar } from './drawColorBar.ts'
import { drawLandscape } from './drawLandscape.ts'
import { drawFieldContours, drawLandscapeField } from './drawLandscapeField.ts'
import { drawLandscapeOverlay } from './drawLandscapeOverlay.ts'
import type { OverlayData } from './overlayData.ts'

const grid = { x: { min: -2, max: 14, count: 9 }, y: { min: -1, max: 7, count: 5 } }
/** Rises with the column: 1, 2, 4, … 256. */
const values = Float64Array.from({ length: 45 }, (_, i) => 2 ** (i % 9))
const size = { width: 460, height: 358 }
const color = createColorScale(values, { scale: 'log', palette: 'water' })
const overlay: OverlayData = {
  grid,
  endpoints: [
    { x: 0, y: 0, label: 'w₁' },
    { x: 12, y: 0, label: 'w₂' },
  ],
  bends: [{ x: 6, y: 5, label: 'bend', selected: true }],
  segment: [
    { x: 0, y: 0 },
    { x: 12, y: 0 },
  ],
  curve: [
    { x: 0, y: 0 },
    { x: 6, y: 2.5 },
    { x: 12, y: 0 },
  ],
  tMarker: { x: 6, y: 2.5 },
}

let canvas: HTMLCanvasElement
let svg: SVGSVGElement

beforeEach(() => {
  canvas = document.body.appendChild(document.createElement('canvas'))
  svg = document.body.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'))
})

afterEach(() => {
  document.body.replaceChildren()
})

function readPixel(x: number, y: number): number[] {
  const ratio = canvas.width / size.width
  return [
    ...(canvas.getContext('2d')?.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data ?? []),
  ]
}

function placeOf(selector: string): number[] {
  const transform = svg.querySelector(selector)?.getAttribute('transform') ?? ''
  return (transform.match(/-?[\d.]+/g) ?? []).map(Number)
}

function texts(selector: string): string[] {
  return [...svg.querySelectorAll(selector)].map((node) => node.textContent ?? '')
}

describe('field', () => {
  test('paints cells in their colours, row 0 at the bottom, at the resolution of the screen', () => {
    const rising = Float64Array.from({ length: 45 }, (_, i) => 1 + Math.floor(i / 9))
    const scale = createColorScale(rising, { scale: 'linear', palette: 'greys' })
    const { plot } = drawLandscapeField(
      { canvas, svg },
      { grid, values: rising, complete: false },
      { ...size, color: scale },
    )
    expect(canvas.width).toBe(Math.round(size.width * devicePixelRatio))
    const low = readPixel(plot.x + 40, plot.y + plot.height - 8)
    const high = readPixel(plot.x + 40, plot.y + 8)
    expect(low[0]).toBeLessThan(60)
    expect(high[0]).toBeGreaterThan(230)
    expect(low[3]).toBe(255)
    expect(readPixel(10, 10)[3]).toBe(0)
  })

  test('cells while coarse are flat, colours flow once complete', () => {
    const options = { ...size, color }
    const { xScale, plot } = drawLandscapeField({ canvas, svg }, { grid, values, complete: false }, options)
    const y = plot.y + plot.height / 2
    expect(readPixel(xScale(4.2), y)).toEqual(readPixel(xScale(4.8), y))
    drawLandscapeField({ canvas, svg }, { grid, values, complete: true }, options)
    expect(readPixel(xScale(4.2), y)).not.toEqual(readPixel(xScale(4.8), y))
  })

  test('what is not finite is hatched and reported, what is not computed is calm', () => {
    const holed = values.slice()
    holed[22] = Number.NaN
    const known = Uint8Array.from(values, (_, i) => (i === 24 ? 0 : 1))
    const drawn = drawLandscapeField(
      { canvas, svg },
      { grid, values: holed, known, complete: false },
      { ...size, color },
    )
    expect(drawn.hasNotFinite).toBe(true)
    const shades = (column: number) => {
      const seen = new Set<string>()
      for (let step = -10; step <= 10; step++) {
        seen.add(readPixel(drawn.xScale(-2 + 2 * column) + step, drawn.yScale(3)).join())
      }
      return seen
    }
    expect(shades(4).size).toBeGreaterThan(1)
    expect([...shades(6)]).toEqual(['238,240,239,255'])
  })

  test('cells of a finished field that nobody computed are holes, and contours end at them', () => {
    const known = Uint8Array.from(values, (_, i) => (i === 22 ? 0 : 1))
    const holed = values.map((value, i) => (i === 22 ? Number.NaN : value))
    const drawn = drawLandscapeField(
      { canvas, svg },
      { grid, values: holed, known, complete: true },
      { ...size, color },
    )
    expect(drawn.hasNotFinite).toBe(false)
    expect(readPixel(drawn.xScale(6), drawn.yScale(3))).toEqual([238, 240, 239, 255])
    expect(readPixel(drawn.xScale(9.5), drawn.yScale(3))).not.toEqual([238, 240, 239, 255])
    const path = svg.querySelector('[data-level="20"]')?.getAttribute('d') ?? ''
    expect(path.split('M').length - 1).toBe(2)
  })

  test('has one contour per level at its place, and none before it is complete', () => {
    const options = { ...size, color }
    drawLandscapeField({ canvas, svg }, { grid, values, complete: false }, options)
    expect(svg.querySelectorAll('.contour')).toHaveLength(0)
    const { xScale } = drawLandscapeField({ canvas, svg }, { grid, values, complete: true }, options)
    expect(svg.querySelectorAll('.contour')).toHaveLength(color.levels.length)
    const path = svg.querySelector('[data-level="5"]')?.getAttribute('d') ?? ''
    // 5 lies a quarter of the way from the column of 4 to that of 8.
    expect(Math.abs(Number(path.slice(1).split(',')[0]) - xScale(2.5))).toBeLessThan(0.5)
    expect(svg.querySelector('[data-level="2"]')?.classList.contains('onDark')).toBe(true)
    expect(svg.querySelector('[data-level="200"]')?.classList.contains('onDark')).toBe(false)
  })

  test('a frame of a drag writes nothing but what moves', () => {
    drawLandscape({ canvas, svg }, { field: { grid, values, complete: true }, overlay }, { ...size, color })
    const observer = new MutationObserver(() => {})
    observer.observe(svg, { subtree: true, attributes: true, childList: true, characterData: true })
    const bends = [{ x: 7, y: 5, label: 'bend', selected: true }]
    drawLandscapeOverlay({ svg }, { ...overlay, bends }, size)
    const written = new Set(observer.takeRecords().map(({ target }) => target))
    const bend = svg.querySelector('.bend')
    const name = [...svg.querySelectorAll('.names text')].find((node) => node.textContent === 'bend')
    expect(written).toEqual(new Set([bend, name]))
  })

  test('names its axes and labels their ticks', () => {
    const names = { xLabel: 'along', yLabel: 'towards' }
    drawLandscapeField({ canvas, svg }, { grid, values, complete: true }, { ...size, color, ...names })
    expect(texts('.xLabel, .yLabel')).toEqual(['along', 'towards'])
    expect(texts('.xAxis text')).toEqual(['0', '5', '10'])
    expect(texts('.yAxis text')).toEqual(['0', '2', '4', '6'])
  })

  test('puts the name of the y axis where wide ticks leave room for it', () => {
    const label = () => svg.querySelector('.yLabel')?.getBoundingClientRect() ?? new DOMRect()
    const covers = () =>
      [...svg.querySelectorAll('.yAxis text')].some((tick) => {
        const [a, b] = [tick.getBoundingClientRect(), label()]
        return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
      })
    for (const top of [5, 0.5, 900, 7e29]) {
      const high = { ...grid, y: { min: -top / 6, max: top, count: 5 } }
      drawLandscapeField(
        { canvas, svg },
        { grid: high, values, complete: true },
        { ...size, color, yLabel: 'towards' },
      )
      expect(label().width).toBeGreaterThan(0)
      // The box of a text has some air above its letters.
      expect(label().left - svg.getBoundingClientRect().left).toBeGreaterThan(-1)
      expect(covers()).toBe(false)
    }
  })

  test('keeps the lines that are there until others are traced', () => {
    const field = { grid, values, complete: true }
    const levelsOf = () =>
      [...svg.querySelectorAll('.contour')].map((node) => node.getAttribute('data-level'))
    drawLandscapeField({ canvas, svg }, field, { ...size, color })
    const before = levelsOf()
    expect(before.length).toBeGreaterThan(2)
    const linear = createColorScale(values, { scale: 'linear', palette: 'water' })
    drawLandscapeField({ canvas, svg }, field, { ...size, color: linear, contours: 'kept' })
    expect(levelsOf()).toEqual(before)
    drawFieldContours({ svg }, field, { ...size, color: linear })
    expect(levelsOf()).toEqual(linear.levels.map(String))
    drawLandscapeField({ canvas, svg }, field, { ...size, color: linear, contours: false })
    expect(levelsOf()).toEqual([])
  })

  test('keeps the labels of contours away from marks and paths', () => {
    const options = { ...size, color, contourLabel: String }
    const fine = {
      grid: { x: grid.x, y: { ...grid.y, count: 41 } },
      values: Float64Array.from({ length: 9 * 41 }, (_, i) => 2 ** (i % 9)),
      complete: true,
    }
    const { xScale, yScale } = drawLandscapeField({ canvas, svg }, fine, options)
    const [x = 0, y = 0] = placeOf('.contourLabel')
    const mark = { x: xScale.invert(x), y: yScale.invert(y) }
    drawLandscapeField({ canvas, svg }, fine, { ...options, marks: [mark] })
    const [toX = 0, toY = 0] = placeOf('.contourLabel')
    expect(Math.hypot(toX - x, toY - y)).toBeGreaterThan(30)
  })
})

describe('overlay', () => {
  test('puts marks where the plane has them and hands out what dragging needs', () => {
    const { xScale, yScale, bendElements, plotElement, plot } = drawLandscapeOverlay({ svg }, overlay, size)
    const [bendX = 0, bendY = 0] = placeOf('.bend')
    expect(Math.abs(bendX - xScale(6))).toBeLessThan(0.5)
    expect(Math.abs(bendY - yScale(5))).toBeLessThan(0.5)
    expect(xScale.invert(bendX)).toBeCloseTo(6, 2)
    const [tX = 0, tY = 0] = placeOf('.tMarker')
    expect([Math.abs(tX - xScale(6)), Math.abs(tY - yScale(2.5))].every((error) => error < 0.5)).toBe(true)
    expect(bendElements).toHaveLength(1)
    expect(bendElements[0]?.getAttribute('role')).toBe('slider')
    expect(bendElements[0]?.getAttribute('tabindex')).toBe('0')
    expect(bendElements[0]?.getAttribute('aria-valuetext')).toBe('x 6.00, y 5.00')
    expect(Number(plotElement.getAttribute('width'))).toBe(plot.width)
    expect(texts('.mark')).toEqual(['bend', 'w₁', 'w₂'])
  })

  test('moves marks in place and touches neither heatmap nor contours', () => {
    drawLandscape({ canvas, svg }, { field: { grid, values, complete: true }, overlay }, { ...size, color })
    const before = {
      bend: svg.querySelector('.bend'),
      curve: svg.querySelector('.curve'),
      name: svg.querySelector('.mark'),
    }
    const lines = svg.querySelector('.fieldLines')?.innerHTML
    const changes: MutationRecord[] = []
    const observer = new MutationObserver((records) => changes.push(...records))
    for (const layer of svg.querySelectorAll('.fieldLines, .axes')) {
      observer.observe(layer, { attributes: true, childList: true, subtree: true })
    }
    const pixels = canvas.toDataURL()
    const bends = [{ x: 7, y: 3, label: 'bend', selected: true }]
    const { xScale } = drawLandscapeOverlay({ svg }, { ...overlay, bends }, size)
    changes.push(...observer.takeRecords())
    expect(changes).toEqual([])
    expect(svg.querySelector('.fieldLines')?.innerHTML).toBe(lines)
    expect(canvas.toDataURL()).toBe(pixels)
    expect({
      bend: svg.querySelector('.bend'),
      curve: svg.querySelector('.curve'),
      name: svg.querySelector('.mark'),
    }).toEqual(before)
    expect(svg.querySelector('.bend')).toBe(before.bend)
    expect(Math.abs((placeOf('.bend')[0] ?? 0) - xScale(7))).toBeLessThan(0.5)
  })

  test('layers keep their order whichever is drawn first', () => {
    drawLandscapeOverlay({ svg }, overlay, size)
    drawLandscapeField({ canvas, svg }, { grid, values, complete: true }, { ...size, color })
    expect([...svg.children].map((node) => node.getAttribute('class'))).toEqual([
      'fieldLines',
      'axes',
      'hits',
      'overlay',
      'marks',
    ])
  })

  test('projected points are hollow and say how far they lie from the plane', () => {
    const bends = [
      { x: 6, y: 5, label: 'bend 1', selected: true, distance: 1e-9 },
      { x: 9, y: 3, label: 'bend 2', selected: false, distance: 2.31 },
    ]
    const describeDistance = (distance: number) => `${distance} off the plane`
    drawLandscapeOverlay({ svg }, { ...overlay, bends }, { ...size, describeDistance })
    expect([...svg.querySelectorAll('.bend')].map((node) => node.classList.contains('projected'))).toEqual([
      false,
      true,
    ])
    expect(texts('.mark').slice(0, 2)).toEqual(['bend 1', 'bend 2 · 2.31 off the plane'])
  })

  test('fixed bends are pictures that nobody can take', () => {
    const { bendElements } = drawLandscapeOverlay({ svg }, { ...overlay, fixed: true }, size)
    const [bend] = bendElements
    expect(bend?.getAttribute('role')).toBe('img')
    expect(bend?.getAttribute('aria-label')).toBe('bend')
    for (const name of ['tabindex', 'data-bend', 'aria-valuenow', 'aria-orientation']) {
      expect(bend?.hasAttribute(name)).toBe(false)
    }
  })

  test('a bend outside the window waits at the frame', () => {
    const bends = [{ x: 40, y: 5, label: 'bend', selected: true }]
    const { plot } = drawLandscapeOverlay({ svg }, { ...overlay, bends }, size)
    expect(placeOf('.bend')[0]).toBeCloseTo(plot.x + plot.width, 1)
    expect(svg.querySelector('.bend')?.classList.contains('outside')).toBe(true)
  })

  test('names lie inside the frame and do not cover each other', () => {
    const endpoints = [...overlay.endpoints, { x: 11.6, y: 0.3, label: 'w₃' }]
    const { plot } = drawLandscapeOverlay(
      { svg },
      { ...overlay, endpoints, bends: [{ x: 13.9, y: 6.9, label: 'bend', selected: true }] },
      size,
    )
    const frame = svg.getBoundingClientRect()
    const boxes = [...svg.querySelectorAll('.mark')].map((node) => node.getBoundingClientRect())
    expect(boxes).toHaveLength(4)
    for (const [i, box] of boxes.entries()) {
      expect(box.left - frame.left).toBeGreaterThanOrEqual(plot.x)
      expect(box.right - frame.left).toBeLessThanOrEqual(plot.x + plot.width)
      for (const other of boxes.slice(i + 1)) {
        const apart =
          box.right <= other.left ||
          other.right <= box.left ||
          box.bottom - 3 <= other.top ||
          other.bottom - 3 <= box.top
        expect(apart).toBe(true)
      }
    }
  })
})

describe('colour bar', () => {
  test('ticks stand where the scale has them, hovered value and swatch come and go', () => {
    const data = { color, unit: 'nats', hasNotFinite: true, hovered: 16 }
    drawColorBar(svg, data, { width: 62, height: 358, notFiniteLabel: 'not finite' })
    const barY = Number(svg.querySelector('.bar')?.getAttribute('y'))
    const barHeight = Number(svg.querySelector('.bar')?.getAttribute('height'))
    expect(placeOf('.hovered')[1]).toBeCloseTo(barY + barHeight / 2, 1)
    expect(texts('.tick text')).toEqual(['1', '3', '10', '30', '100'])
    expect(texts('.unit, .notFinite text')).toEqual(['nats', 'not finite'])
    const bar = svg.querySelector('.bar')
    drawColorBar(svg, { ...data, hasNotFinite: false, hovered: Number.NaN }, { width: 62, height: 358 })
    expect(svg.querySelectorAll('.hovered, .notFinite')).toHaveLength(0)
    expect(svg.querySelector('.bar')).toBe(bar)
  })
})
