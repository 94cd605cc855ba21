import { beforeAll, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { drawInBothThemes } from '../fixtures/drawInBothThemes.ts'
import { fetchFixture } from '../fixtures/fetchFixture.ts'
import { fixtureTensor } from '../fixtures/fixtureTensor.ts'
import './charts.css'
import { drawPlot, type PlotSeries } from './drawPlot.ts'
import { drawProfile } from './drawProfile.ts'
import { drawTrainingChart, type EpochFigures } from './drawTrainingChart.ts'
import { drawProfileFigure } from './figures/drawProfileFigure.ts'
import { figureThemes } from './figures/figureTheme.ts'

const size = { width: 320, height: 150 }
let moons: Awaited<ReturnType<typeof fetchFixture>>

beforeAll(async () => {
  await page.viewport(960, 420)
  moons = await fetchFixture('moons')
})

const along = (path: 'bezier' | 'chain' | 'segment', name: string) =>
  fixtureTensor(moons, `profile.${path}.${name}`)

/** Lines of the golden profiles, and the points along them. */
function seriesOf(name: string, change = (value: number) => value) {
  const line = <K extends string>(kind: K, path: 'bezier' | 'chain' | 'segment') => ({
    id: kind,
    label: kind,
    kind,
    ts: along(path, 'ts'),
    values: along(path, name).map(change),
  })
  return { curve: line('curve', 'bezier'), segment: line('segment', 'segment'), kept: line('kept', 'chain') }
}

it('a profile with the curve, the segment, an earlier curve, the moment and the one under the pointer', async () => {
  const { curve, segment, kept } = seriesOf('train_nll')
  const sheet = await drawInBothThemes(size, ({ svg }) => {
    const options = { ...size, label: 'train nll', unit: 'nats', scale: 'log', emptyText: '' } as const
    drawProfile(svg, { series: [curve, segment, kept], t: 0.3, hoverT: 0.7 }, options)
  })
  await expect(sheet).toMatchScreenshot('profile')
})

it('a profile while a bend is dragged, cut off above, with a gap where it overflows', async () => {
  const { curve, segment } = seriesOf('train_nll')
  const values = curve.values.map((value, i) => (i > 36 && i < 46 ? Number.NaN : 4 * value))
  const preview = { ...curve, id: 'preview', kind: 'preview', values } as const
  const sheet = await drawInBothThemes(size, ({ svg }) => {
    const options = { ...size, label: 'train nll', unit: 'nats', scale: 'linear', emptyText: '' } as const
    drawProfile(svg, { series: [preview, segment], t: 0.4 }, { ...options, vmax: 0.8 })
  })
  await expect(sheet).toMatchScreenshot('profile-preview')
})

it('how many samples flip along curve and segment', async () => {
  const { curve, segment } = seriesOf('test_correct', (correct) => 300 - correct)
  const low = { ...size, height: 104 }
  const sheet = await drawInBothThemes(low, ({ svg }) => {
    const options = { ...low, label: '', unit: '', scale: 'linear', emptyText: '' } as const
    drawProfile(svg, { series: [segment, curve], t: 0.5 }, options)
  })
  await expect(sheet).toMatchScreenshot('flips')
})

it('three trainings, one of them still under way', async () => {
  const history = (slow: number, epochs: number) =>
    Array.from({ length: epochs }, (_, i): EpochFigures => {
      const nll = 0.02 * slow + 0.7 * Math.exp(-i / slow)
      return { epoch: i + 1, trainNll: nll, testNll: 1.3 * nll, trainAccuracy: 1 - nll / 2 }
    })
  const runs = [
    { label: 'w₁', history: history(2, 20) },
    { label: 'w₂', history: history(4, 20) },
    { label: 'w₃', history: history(6, 12) },
  ]
  const sheet = await drawInBothThemes(size, ({ svg }) => {
    drawTrainingChart(svg, { runs, measure: 'nll', epochs: 20 }, size)
  })
  await expect(sheet).toMatchScreenshot('training')
})

it('a plot with lines and marks of every look', async () => {
  const looks = ['line', 'dashed', 'circles', 'crosses', 'diamonds', 'lineAndCircles'] as const
  const xs = Array.from({ length: 12 }, (_, i) => 2 ** (i / 2))
  const series = looks.map((look, i): PlotSeries => {
    const ys = xs.map((x, k) => (k === 7 ? Number.NaN : (i + 1) / (1 + x)))
    return { id: look, label: look, color: i, look, xs, ys }
  })
  const tall = { ...size, height: 200 }
  const sheet = await drawInBothThemes(tall, ({ svg }) => {
    const [x, y] = (['epochs', 'error'] as const).map((label) => ({ label, scale: 'log' as const }))
    if (x && y) drawPlot(svg, series, { ...tall, x, y, emptyText: '' })
  })
  await expect(sheet).toMatchScreenshot('plot')
})

it('two quantities along t as a figure of its own', async () => {
  const { curve, segment, kept } = seriesOf('train_nll')
  const errors = seriesOf('test_correct', (correct) => 100 - correct / 3)
  const paths = [curve, segment, kept].map(({ ts, values: left, kind, label }) => ({
    kind,
    ts,
    left,
    right: errors[kind].values,
    label,
  }))
  const figureSize = { width: 440, height: 194 }
  const sheet = await drawInBothThemes(figureSize, ({ svg, theme }) => {
    const figure = drawProfileFigure(paths, {
      title: 'Two moons',
      description: 'Train nll and test error.',
      theme: figureThemes[theme],
      leftLabel: 'train nll, nats',
      rightLabel: 'test error, %',
      scale: 'log',
    })
    figure.setAttribute('width', String(figureSize.width))
    figure.setAttribute('height', String(figureSize.height))
    svg.replaceWith(figure)
  })
  await expect(sheet).toMatchScreenshot('profile-figure')
})
