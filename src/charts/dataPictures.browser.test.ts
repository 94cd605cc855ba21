import { beforeAll, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { drawInBothThemes, flatColors } from '../fixtures/drawInBothThemes.ts'
import { fetchFixture, fetchPublicData } from '../fixtures/fetchFixture.ts'
import { fixtureTensor } from '../fixtures/fixtureTensor.ts'
import './charts.css'
import './moment.css'
import { decisionScales } from './decisionScales.ts'
import { drawDataPicture } from './drawDataPicture.ts'
import { type DecisionPoints, drawDecision } from './drawDecision.ts'
import { drawReliability } from './drawReliability.ts'

let moons: Awaited<ReturnType<typeof fetchFixture>>

beforeAll(async () => {
  await page.viewport(960, 420)
  moons = await fetchFixture('moons')
})

it('points of the plane in the colours of ten classes', async () => {
  const size = { width: 200, height: 110 }
  const points = fixtureTensor(moons, 'data.x_test')
  const labels = Array.from({ length: points.length / 2 }, (_, i) => i % 10)
  const sheet = await drawInBothThemes(size, ({ canvas }) => {
    drawDataPicture(canvas, { kind: 'points', points, labels }, size)
  })
  await expect(sheet).toMatchScreenshot('data-points')
})

it('digits', async () => {
  const size = { width: 200, height: 110 }
  const file = await fetchPublicData('digits')
  const pixels = Uint8Array.from(fixtureTensor(file, 'x').subarray(0, 40 * 64), (value) => (255 * value) / 16)
  const labels = fixtureTensor(file, 'y').subarray(0, 40)
  const sheet = await drawInBothThemes(size, ({ canvas }) => {
    drawDataPicture(canvas, { kind: 'images', width: 8, height: 8, pixels, labels }, size)
  })
  await expect(sheet).toMatchScreenshot('data-digits')
})

it('what a network decides over the plane, with points of both splits, ringed and marked ones', async () => {
  const size = { width: 260, height: 180 }
  const read = (split: 'train' | 'test', step: number): DecisionPoints => {
    const [points, labels] = [
      fixtureTensor(moons, `data.x_${split}`),
      fixtureTensor(moons, `data.y_${split}`),
    ]
    const rows = Array.from({ length: Math.floor(labels.length / step) }, (_, i) => i * step)
    return {
      split,
      points: rows.flatMap((row) => [points[2 * row] as number, points[2 * row + 1] as number]),
      labels: rows.map((row) => labels[row] as number),
      ringed: split === 'test' ? [2, 5, 9] : [4],
      marked: split === 'test' ? [14] : [],
    }
  }
  const splits = [read('train', 10), read('test', 8)]
  const scales = decisionScales(fixtureTensor(moons, 'data.x_train'), size)
  const count = 41
  const [x0 = 0, x1 = 1, y0 = 0, y1 = 1] = [...scales.xScale.domain(), ...scales.yScale.domain()]
  const grid = { x: { min: x0, max: x1, count }, y: { min: y0, max: y1, count } }
  const probabilities = Float32Array.from({ length: 3 * count * count }, (_, i) => {
    const [column, row] = [Math.floor(i / 3) % count, Math.floor(i / 3 / count)]
    const heights = [0, 1, 2].map((k) => Math.exp(4 * Math.sin(column / 9 + 2 * k) * Math.cos(row / 14 - k)))
    return (heights[i % 3] as number) / heights.reduce((sum, height) => sum + height, 0)
  })
  const sheet = await drawInBothThemes(size, (paper) => {
    const field = { grid, classCount: 3, probabilities }
    drawDecision(paper, { field, splits }, { ...size, scales, xLabel: 'x₁', yLabel: 'x₂' })
  })
  await expect(sheet).toMatchScreenshot('decision')
})

it('how right a network is where it is how sure', async () => {
  const size = { width: 300, height: 200 }
  const bins = Array.from({ length: 10 }, (_, i) => ({
    count: i < 3 ? 0 : 4 * i * i,
    confidence: (i + 0.5) / 10,
    accuracy: i < 7 ? 0.1 + i / 9 : i / 11,
  }))
  const sheet = await drawInBothThemes(size, ({ svg }) => {
    const texts = { xLabel: 'confidence', yLabel: 'accuracy', countLabel: 'samples', emptyText: '' }
    drawReliability(svg, bins, { ...size, ...texts })
  })
  await expect(sheet).toMatchScreenshot('reliability', flatColors)
})
