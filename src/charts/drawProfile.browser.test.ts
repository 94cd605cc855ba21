import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import './charts.css'
import { drawProfile } from './drawProfile.ts'
import { drawTrainingChart } from './drawTrainingChart.ts'

const ts = Array.from({ length: 61 }, (_, i) => i / 60)
const curve = {
  id: 'curve',
  label: 'curve',
  kind: 'curve',
  ts,
  values: ts.map((t) => 0.07 + 0.05 * Math.sin(3.14 * t)),
} as const
const segment = {
  id: 'segment',
  label: 'segment',
  kind: 'segment',
  ts,
  values: ts.map((t) => 0.07 + Math.sin(3.14 * t)),
} as const
const options = {
  label: 'train nll',
  unit: 'nats',
  scale: 'log',
  emptyText: 'Train the curve first.',
  width: 360,
  height: 150,
} as const

let svg: SVGSVGElement

beforeEach(() => {
  svg = document.body.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'))
})

afterEach(() => {
  document.body.replaceChildren()
})

function texts(selector: string): string[] {
  return [...svg.querySelectorAll(selector)].map((node) => node.textContent ?? '')
}

describe('profile', () => {
  test('draws a line, a name and a dot for each series, at their places', () => {
    const { xScale, yScale } = drawProfile(svg, { series: [curve, segment], t: 0.5 }, options)
    expect(svg.querySelectorAll('.series path')).toHaveLength(2)
    expect(texts('.names text')).toEqual(['curve', 'segment'])
    const dot = svg.querySelector('.dot.curve')
    expect(Math.abs(Number(dot?.getAttribute('cx')) - xScale(0.5))).toBeLessThan(0.5)
    expect(Math.abs(Number(dot?.getAttribute('cy')) - yScale(curve.values[30] ?? 0))).toBeLessThan(0.5)
    expect(texts('.title')).toEqual(['train nll, nats'])
    expect(texts('.yAxis text')).toEqual(['0.1', '0.2', '0.5', '1'])
  })

  test('updates in place', () => {
    drawProfile(svg, { series: [curve, segment], t: 0.5 }, options)
    const nodes = [...svg.querySelectorAll('.series, .names text, .dot, .tLine')]
    const path = svg.querySelector('[data-series="segment"] path')?.getAttribute('d')
    drawProfile(
      svg,
      { series: [curve, { ...segment, values: segment.values.map((v) => v * 1.1) }], t: 0.6 },
      options,
    )
    expect([...svg.querySelectorAll('.series, .names text, .dot, .tLine')]).toEqual(nodes)
    expect(svg.querySelector('[data-series="segment"] path')?.getAttribute('d')).not.toBe(path)
    drawProfile(svg, { series: [curve], t: 0.6 }, options)
    expect(svg.querySelectorAll('.series')).toHaveLength(1)
  })

  test('has a gap where values are not finite, and no dot in it', () => {
    const values = curve.values.map((value, i) => (i > 20 && i < 40 ? Number.NaN : value))
    drawProfile(svg, { series: [{ ...curve, kind: 'preview', values }], t: 0.5 }, options)
    expect(svg.querySelector('.series path')?.getAttribute('d')?.match(/M/g)).toHaveLength(2)
    expect(svg.querySelectorAll('.dot')).toHaveLength(0)
  })

  test('says that values are cut off, and that there are none', () => {
    drawProfile(
      svg,
      { series: [curve, segment] },
      { ...options, scale: 'linear', vmax: 0.5, clippedText: 'cut off' },
    )
    expect(texts('.clippedNote')).toEqual(['cut off'])
    drawProfile(svg, { series: [], t: 0.4 }, options)
    expect(texts('.empty')).toEqual(['Train the curve first.'])
    expect(svg.querySelectorAll('.tLine, .series, .yAxis .tick')).toHaveLength(0)
  })

  test('writes only what changed, so that only that is laid out', () => {
    drawProfile(svg, { series: [curve, segment], t: 0.5 }, options)
    const observer = new MutationObserver(() => {})
    observer.observe(svg, { subtree: true, attributes: true, childList: true, characterData: true })
    drawProfile(svg, { series: [{ ...curve }, { ...segment }], t: 0.5 }, options)
    expect(observer.takeRecords()).toEqual([])
    const lower = { ...curve, values: curve.values.map((value, i) => (i === 20 ? value - 0.001 : value)) }
    drawProfile(svg, { series: [lower, segment], t: 0.5 }, options)
    expect(observer.takeRecords().map(({ target }) => target)).toEqual([
      svg.querySelector('[data-series="curve"] path'),
    ])
  })

  test('names in the same theme follow it', () => {
    drawProfile(svg, { series: [curve] }, options)
    const name = svg.querySelector('.names text') as SVGTextElement
    expect(getComputedStyle(name).fill).toBe('rgb(209, 73, 91)')
    document.documentElement.dataset.mantineColorScheme = 'dark'
    expect(getComputedStyle(name).fill).toBe('rgb(255, 123, 138)')
    delete document.documentElement.dataset.mantineColorScheme
  })
})

test('a profile with lone numbers only is as empty as one without', () => {
  const values = ts.map((t) => (t === 0 ? 0.5 : Number.NaN))
  drawProfile(svg, { series: [{ ...curve, values }], t: 0 }, options)
  expect(texts('.empty')).toEqual([options.emptyText])
  expect(svg.querySelectorAll('.yAxis .tick, .series, .tLine')).toHaveLength(0)
})

describe('training chart', () => {
  const record = (epoch: number) => ({ epoch, trainNll: 1 / epoch, testNll: 1.2 / epoch, trainAccuracy: 0.9 })
  const words = {
    emptyText: 'Not trained yet',
    wordEpoch: (epoch: number) => `epoch ${epoch}`,
    testKey: 'test dotted',
  }
  const size = { width: 220, height: 90, ...words }

  test('works from one epoch on and grows in place', () => {
    drawTrainingChart(
      svg,
      { runs: [{ label: 'w₁', history: [record(1)] }], measure: 'nll', epochs: 10 },
      size,
    )
    const dot = svg.querySelector('.last')
    const start = Number(dot?.getAttribute('cx'))
    expect(texts('.run text')).toEqual(['w₁'])
    drawTrainingChart(
      svg,
      { runs: [{ label: 'w₁', history: [1, 2, 3].map(record) }], measure: 'nll', epochs: 10 },
      size,
    )
    expect(svg.querySelector('.last')).toBe(dot)
    expect(Number(dot?.getAttribute('cx'))).toBeGreaterThan(start)
    expect(svg.querySelector('.test')?.getAttribute('d')).toContain('L')
    expect(texts('.xTick')).toEqual(['epoch 1', '10', 'test dotted'])
  })

  test('leaves out test figures that were not measured and says when there is nothing', () => {
    drawTrainingChart(
      svg,
      { runs: [{ label: 'w₁', history: [1, 2].map(record) }], measure: 'accuracy' },
      size,
    )
    expect(svg.querySelector('.test')?.getAttribute('d')).toBeNull()
    expect(texts('.yTick')).toEqual(['90\u00a0%'])
    drawTrainingChart(svg, { runs: [], measure: 'nll' }, size)
    expect(texts('text')).toEqual(['Not trained yet'])
  })
})
