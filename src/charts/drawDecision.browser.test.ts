import { beforeEach, expect, it } from 'vitest'
import './charts.css'
import { decisionScales } from './decisionScales.ts'
import { drawDecision } from './drawDecision.ts'
import { drawReliability } from './drawReliability.ts'
import { drawSampleImage } from './drawSampleImage.ts'

const size = { width: 341, height: 236 }
const canvas = document.createElement('canvas')
const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')

beforeEach(() => {
  svg.replaceChildren()
  document.body.replaceChildren(canvas, svg)
})

const points = Float32Array.of(0, 0, 1, 1)
const split = { split: 'test', points, labels: [0, 1], ringed: [1], marked: [] } as const
const scales = decisionScales(points, size)
const grid = { x: { min: 0, max: 1, count: 2 }, y: { min: 0, max: 1, count: 2 } }

/** The colour at a share of the plot. */
function colourAt(across: number, up: number): readonly number[] {
  const { plot } = scales
  const ratio = globalThis.devicePixelRatio || 1
  const [x, y] = [plot.x + across * plot.width, plot.y + (1 - up) * plot.height]
  return [...(canvas.getContext('2d')?.getImageData(x * ratio, y * ratio, 1, 1).data ?? [])]
}

it('paints classes, their boundary, axes and points, and the calm ground before anything is known', () => {
  const options = { ...size, scales, xLabel: 'x₁', yLabel: 'x₂' }
  drawDecision({ canvas, svg }, { field: undefined, splits: [] }, options)
  const calm = colourAt(0.1, 0.5)
  const probabilities = Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1)
  drawDecision({ canvas, svg }, { field: { grid, classCount: 2, probabilities }, splits: [split] }, options)
  const [left, right, middle] = [colourAt(0.02, 0.5), colourAt(0.98, 0.5), colourAt(0.5, 0.5)]
  expect(left).not.toEqual(calm)
  expect(right).not.toEqual(left)
  // The line of the boundary is darker than what it divides.
  expect(middle[1]).toBeLessThan(left[1] ?? 0)
  expect(svg.querySelectorAll('.xAxis .tick').length).toBeGreaterThan(1)
  expect(svg.querySelector('.xName')?.textContent).toBe('x₁')
})

it('draws bars of accuracy and their gaps where there are samples, and a sentence where there are none', () => {
  const texts = { xLabel: 'confidence', yLabel: 'accuracy', countLabel: 'samples', emptyText: 'nothing' }
  const bins = [
    { count: 0, confidence: 0, accuracy: 0 },
    { count: 4, confidence: 0.5, accuracy: 0.75 },
    { count: 8, confidence: 0.9, accuracy: 0.5 },
  ]
  drawReliability(svg, bins, { ...size, ...texts })
  const names = [...svg.querySelectorAll('.bars rect')].map((bar) => bar.getAttribute('class'))
  expect(names.sort()).toEqual(['accuracy', 'accuracy', 'count', 'count', 'gap over', 'gap under'])
  const [few, many] = [...svg.querySelectorAll('.bars .count')].map((bar) =>
    Number(bar.getAttribute('height')),
  )
  expect(many).toBeCloseTo(2 * (few ?? 0), 0)
  drawReliability(svg, [], { ...size, ...texts })
  expect(svg.querySelectorAll('.bars rect')).toHaveLength(0)
  expect(svg.querySelector('.empty')?.textContent).toBe('nothing')
})

it('draws an image from its least value to its greatest', () => {
  drawSampleImage(canvas, [-1, 1, 0, -1], [1, 2, 2])
  const data = [...(canvas.getContext('2d')?.getImageData(0, 0, 2, 2).data ?? [])]
  expect(data.filter((_, i) => i % 4 === 0)).toEqual([0, 255, 128, 0])
})
