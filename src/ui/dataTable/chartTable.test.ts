import { expect, it } from 'vitest'
import {
  tableOfField,
  tableOfPicture,
  tableOfPlot,
  tableOfProfiles,
  tableOfReliability,
  tableOfTrails,
  tableOfTraining,
} from './chartTable.ts'
import { countRows, showCell, writeTsv } from './writeCells.ts'

const t = { label: 't', scale: 'linear' } as const
const error = { label: 'test error, %', scale: 'linear', percent: true } as const

it('gives lines over the same places a column each, shares in per cent', () => {
  const line = { color: 0, look: 'line', xs: [0, 0.5, 1] } as const
  const table = tableOfPlot(
    [
      { ...line, id: 'a', label: 'curve', ys: [0.1, 0.2, 0.25] },
      { ...line, id: 'b', label: 'segment', ys: [0.1, Number.NaN, 0.25] },
    ],
    { x: t, y: error },
  )
  expect(writeTsv(table)).toBe(
    't\tcurve: test error, %\tsegment: test error, %\n0\t10\t10\n0.5\t20\tNaN\n1\t25\t25\n',
  )
})

it('puts lines over different places one below the other', () => {
  const table = tableOfPlot(
    [
      { id: 'a', label: 'fge', color: 0, look: 'line', xs: [1, 2], ys: [3, 4] },
      { id: 'b', label: 'sse', color: 1, look: 'line', xs: [5], ys: [6] },
    ],
    { x: { label: 'epoch', scale: 'linear' }, y: { label: 'nll', scale: 'log' } },
  )
  expect(writeTsv(table)).toBe('series\tepoch\tnll\nfge\t1\t3\nfge\t2\t4\nsse\t5\t6\n')
})

it('tells lines of the same name apart, and names those without one', () => {
  const kept = { kind: 'kept', label: 'before', ts: [0], values: [1] } as const
  const preview = { id: 'preview', kind: 'preview', label: '', ts: [0], values: [2] } as const
  const series = [{ ...kept, id: 'k0' }, { ...kept, id: 'k1' }, preview]
  const table = tableOfProfiles(series, { axis: 't', quantity: 'train nll', unit: 'nats' })
  expect(table.map(({ name }) => name)).toEqual([
    't',
    'before: train nll, nats',
    'before (2): train nll, nats',
    'as the landscape foretells: train nll, nats',
  ])
})

it('lists the cells of a plane row by row, and leaves out what is not computed', () => {
  const grid = { x: { min: 0, max: 1, count: 2 }, y: { min: 10, max: 12, count: 2 } }
  const field = { grid, values: Float64Array.of(1, 2, 3, 4), known: [1, 1, 1, 0], complete: false }
  const table = tableOfField(field, { x: 'x', y: 'y', quantity: 'train nll', unit: 'nats' })
  expect(writeTsv(table)).toBe('x\ty\ttrain nll, nats\n0\t10\t1\n1\t10\t2\n0\t12\t3\n1\t12\t\n')
})

it('lists epochs of several networks, test where it was measured', () => {
  const record = { epoch: 1, trainNll: 0.5, trainAccuracy: 0.75 }
  const runs = [
    { label: 'w₁', history: [record, { ...record, epoch: 2, testNll: 0.4, testAccuracy: 0.5 }] },
    { label: 'w₂', history: [record] },
  ]
  const table = tableOfTraining(runs)
  expect(countRows(table)).toBe(3)
  expect(writeTsv(table).split('\n')[2]).toBe('w₁\t2\t0.5\t0.4\t75\t50')
  expect(tableOfTraining([{ label: '', history: [record] }])).toHaveLength(5)
})

it('lists points with the names of their classes', () => {
  const labels = Uint8Array.of(1, 0)
  const picture = { kind: 'points', points: Float32Array.of(1, 2, 3, 4), labels, projected: false } as const
  expect(writeTsv(tableOfPicture(picture, ['a', 'b']))).toBe('x\ty\tclass\n1\t2\tb\n3\t4\ta\n')
})

it('shows six digits to the eye, and every one in what is copied', () => {
  expect([1 / 3, -1234567.8, 3, Number.NaN, Number.POSITIVE_INFINITY, undefined].map(showCell)).toEqual([
    '0.333333',
    '−1234570',
    '3',
    'NaN',
    '∞',
    '',
  ])
  expect(writeTsv([{ name: 'a\tb', values: [1 / 3] }])).toBe('a b\n0.3333333333333333\n')
})

it('lists trainings moment by moment, with how far each is from the plane', () => {
  const trail = { end: 0, epochs: [20, 22.5], points: [0, 1].map((x) => ({ x, y: -x, distance: 2 * x })) }
  const table = tableOfTrails([{ label: 'snapshots of FGE', trail }], { x: 'along', y: 'up' })
  expect(table).toEqual([
    { name: 'run', values: ['snapshots of FGE', 'snapshots of FGE'] },
    { name: 'epochs spent', values: [20, 22.5] },
    { name: 'along', values: [0, 1] },
    { name: 'up', values: [-0, -1] },
    { name: 'distance from the plane', values: [0, 2] },
  ])
})

it('lists the bins of a reliability diagram, without means where a bin is empty', () => {
  const table = tableOfReliability([
    { count: 0, confidence: 0, accuracy: 0 },
    { count: 4, confidence: 0.75, accuracy: 0.5 },
  ])
  expect(writeTsv(table)).toBe(
    'confidence over, %\tconfidence to, %\tsamples\tmean confidence, %\taccuracy, %\n0\t50\t0\t\t\n50\t100\t4\t75\t50\n',
  )
})
