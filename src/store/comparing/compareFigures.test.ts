import { expect, it } from 'vitest'
import { readPublicStudy } from '../../fixtures/readPublicStudy.ts'
import { initialChoices } from '../choices.ts'
import { trustStudy } from '../keeping/trustStudy.ts'
import { summarizePath } from '../pathSelectors.ts'
import { noResults } from '../results.ts'
import { compareFigures, takeFigures } from './compareFigures.ts'
import { writeFiguresCsv, writeFiguresJson } from './writeFigures.ts'

const moons = trustStudy(readPublicStudy())

it('takes the figures that the table along the path tells', () => {
  const { profile } = moons.results
  if (!profile) throw new Error('the study has no profile')
  const figures = takeFigures(moons)
  const { ts, curve, segment } = profile
  const nll = { split: 'train', quantity: 'nll', evaluationDecay: 0 } as const
  const [bent, straight] = [summarizePath(ts, curve, nll), summarizePath(ts, segment, nll)]
  expect(figures).toMatchObject({
    parameters: 354,
    curveBarrier: bent.barrier,
    segmentBarrier: straight.barrier,
    highest: bent.max,
    lengthRatio: bent.length / straight.length,
  })
  const { correct, count } = segment.test
  expect(figures.testError1).toBeCloseTo(1 - (correct[0] ?? 0) / count, 12)
  expect(figures.testError2).toBeCloseTo(1 - (correct.at(-1) ?? 0) / count, 12)
})

it('knows the parameters of a study before anything ran', () => {
  expect(takeFigures({ choices: initialChoices, results: noResults })).toEqual({ parameters: 354 })
})

it('tells differences where both have a figure', () => {
  const rows = compareFigures({ parameters: 100, highest: 0.5 }, { parameters: 80 })
  expect(rows.find(({ name }) => name === 'parameters')?.difference).toBe(-20)
  expect(rows.find(({ name }) => name === 'highest')).toEqual({
    name: 'highest',
    left: 0.5,
    right: undefined,
    difference: undefined,
  })
})

it('writes them as a table and as JSON', () => {
  const figures = compareFigures({ parameters: 100, testError1: 0.25 }, { parameters: 80, testError1: 0.5 })
  const csv = writeFiguresCsv(['=A "quoted", title', 'B'], figures)
  const lines = csv.split('\r\n')
  expect(lines[0]).toBe(`figure,unit,"'=A ""quoted"", title","B",difference`)
  expect(lines[1]).toBe('parameters,,100,80,-20')
  expect(lines).toContain('testError1,share,0.25,0.5,0.25')
  expect(lines).toContain('highest,nats,,,')
  const json = JSON.parse(writeFiguresJson(['A', 'B'], figures))
  expect(json.left).toBe('A')
  expect(json.figures[0]).toEqual({ figure: 'parameters', unit: '', left: 100, right: 80, difference: -20 })
})
