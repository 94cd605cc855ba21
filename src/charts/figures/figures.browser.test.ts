import { describe, expect, test } from 'vitest'
import { drawPlaneFigure, type PlaneFigureData, type PlaneFigureOptions } from './drawPlaneFigure.ts'
import { drawProfileFigure } from './drawProfileFigure.ts'
import { figureThemes } from './figureTheme.ts'
import { serializeFigure } from './prepareFigure.ts'

const count = 11
const grid = { x: { min: -1, max: 9, count }, y: { min: -1, max: 4, count } }
const bowl = Float64Array.from({ length: count * count }, (_, at) => {
  const [x, y] = [(at % count) - 5, Math.floor(at / count) - 5]
  return 0.01 + 0.3 * (x * x + y * y)
})

const data: PlaneFigureData = {
  grid,
  values: bowl,
  endpoints: [
    { x: 0, y: 0 },
    { x: 8, y: 0 },
  ],
  bends: [{ x: 4, y: 3 }],
  segment: [
    { x: 0, y: 0 },
    { x: 8, y: 0 },
  ],
  curve: [
    { x: 0, y: 0 },
    { x: 4, y: 1.5 },
    { x: 8, y: 0 },
  ],
}

const options: PlaneFigureOptions = {
  title: 'Two moons: train nll',
  description: 'Train nll in nats.',
  theme: figureThemes.light,
  bands: { palette: 'jet_r', reversed: false, spread: 'log', logAlpha: -5, vmax: 5 },
  unit: 'nats',
  xLabel: 'distance along w₁ → w₂',
  yLabel: 'distance towards the bend',
  legend: { endpoints: 'w₁, w₂', bends: 'bend', curve: 'curve', segment: 'segment', picks: 'picked' },
}

/** The figure as a reader of the file gets it. */
function reopen(svg: SVGSVGElement): Document {
  const file = new DOMParser().parseFromString(serializeFigure(svg), 'image/svg+xml')
  expect(file.querySelector('parsererror')).toBeNull()
  return file
}

function texts(file: Document): string[] {
  return [...file.querySelectorAll('text')].map(({ textContent }) => textContent ?? '')
}

describe('the plane as a figure', () => {
  test('is a file of its own with title, description, axes, legend and colour bar', () => {
    const file = reopen(drawPlaneFigure(data, options))
    expect(file.querySelector('title')?.textContent).toBe(options.title)
    expect(file.querySelector('desc')?.textContent).toBe(options.description)
    expect(texts(file)).toEqual(
      expect.arrayContaining([
        options.title,
        options.xLabel,
        options.yLabel,
        'bend',
        'segment',
        'nats',
        '> 5',
      ]),
    )
    expect(file.querySelectorAll('circle.endpoint')).toHaveLength(2)
    expect(file.querySelectorAll('path.bend')).toHaveLength(1)
    expect(file.querySelector('path.curve')?.getAttribute('stroke-dasharray')).toBeNull()
    expect(file.querySelector('path.segment')?.getAttribute('stroke-dasharray')).not.toBeNull()
    expect(serializeFigure(drawPlaneFigure(data, options))).not.toMatch(/href|style=|var\(/)
  })

  test('has seven bands and one above them, without a class or a colour of the page', () => {
    const file = reopen(drawPlaneFigure(data, options))
    const bar = [...file.querySelectorAll('rect[width="22"]')].map((rect) => rect.getAttribute('fill'))
    expect(bar).toHaveLength(8)
    expect(new Set(bar).size).toBe(8)
  })

  test('puts marks where the plane has them', () => {
    const file = reopen(drawPlaneFigure(data, options))
    // The plot is 690 × 450 pixels from 74, 78 on.
    expect(file.querySelector('circle.endpoint')?.getAttribute('transform')).toBe('translate(143,438)')
    expect(file.querySelector('path.bend')?.getAttribute('transform')).toBe('translate(419,168)')
  })

  test('draws trainings, hollow where they are off the plane, and picked networks, and names them', () => {
    const points = [
      { x: 0, y: 0, distance: 0 },
      { x: 2, y: 1, distance: 3 },
    ]
    const trails = [{ color: 1, label: 'training of w₂', points }]
    const file = reopen(drawPlaneFigure({ ...data, trails, picks: [{ x: 1, y: 1 }] }, options))
    const fills = [...file.querySelectorAll('.trail circle')].map((dot) => dot.getAttribute('fill'))
    const { trails: colours, ground } = figureThemes.light
    expect(fills).toEqual([colours[1], ground])
    expect(file.querySelectorAll('circle.pick')).toHaveLength(1)
    expect(texts(file)).toEqual(expect.arrayContaining(['training of w₂', 'picked']))
    expect(texts(reopen(drawPlaneFigure(data, options)))).not.toContain('picked')
    // A second row of the legend takes its room from the plot.
    const long = {
      ...options,
      legend: { ...options.legend, curve: 'a curve of a very long name '.repeat(3) },
    }
    const plotTop = (svg: SVGSVGElement) => Number(svg.querySelector('clipPath rect')?.getAttribute('y'))
    expect(plotTop(drawPlaneFigure({ ...data, trails }, long))).toBe(98)
    expect(plotTop(drawPlaneFigure(data, options))).toBe(78)
  })

  test('hatches what is not finite', () => {
    const values = bowl.slice()
    values[3] = Number.NaN
    values[4] = Number.POSITIVE_INFINITY
    const file = reopen(drawPlaneFigure({ ...data, values }, options))
    expect(file.querySelector('path.notFinite')?.getAttribute('d')?.match(/Z/g)).toHaveLength(2)
    expect(file.querySelector('pattern')).not.toBeNull()
    expect(reopen(drawPlaneFigure(data, options)).querySelector('pattern')).toBeNull()
  })

  test('of one value, and of none, is still a figure', () => {
    for (const value of [0.5, Number.NaN]) {
      const flat = { ...data, values: new Float64Array(count * count).fill(value) }
      expect(texts(reopen(drawPlaneFigure(flat, options)))).toContain('nats')
    }
  })

  test('shows what is in a name as text', () => {
    const title = '<img src=x onerror="alert(1)"> & \u0001\u0008'
    const svg = drawPlaneFigure(data, { ...options, title })
    const file = reopen(svg)
    expect(file.querySelector('img')).toBeNull()
    expect(texts(file)).toContain('<img src=x onerror="alert(1)"> & ')
  })
})

describe('profiles as a figure', () => {
  const ts = [0, 0.5, 1]
  const paths = [
    { label: 'curve', kind: 'curve', ts, left: [0.1, 0.12, 0.1], right: [4, 5, 4] },
    { label: 'segment', kind: 'segment', ts, left: [0.1, 2, 0.1], right: [4, 50, 4] },
    { label: 'earlier curve 1', kind: 'kept', ts, left: [0.1, Number.NaN, 0.1], right: [4, 6, 4] },
  ] as const
  const words = {
    title: 'Two moons: from w₁ to w₂',
    description: 'Along t.',
    leftLabel: 'train nll, nats',
    rightLabel: 'test error, %',
    theme: figureThemes.dark,
    scale: 'log',
  } as const

  test('have loss on the left and error on the right, each with every path', () => {
    const file = reopen(drawProfileFigure(paths, words))
    expect(file.querySelectorAll('.left path.curve, .left path.segment, .left path.kept')).toHaveLength(3)
    expect(file.querySelectorAll('.right path.curve')).toHaveLength(1)
    expect(texts(file)).toEqual(
      expect.arrayContaining(['train nll, nats', 'test error, %', 't', 'earlier curve 1']),
    )
  })

  test('have a gap where a value is not finite', () => {
    const file = reopen(drawProfileFigure(paths, words))
    expect(file.querySelector('.left path.kept')?.getAttribute('d')?.match(/M/g)).toHaveLength(2)
  })
})
