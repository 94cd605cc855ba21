import { existsSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { barrier } from '../../core/curves/profileStatistics.ts'
import { readPublicStudy } from '../../fixtures/readPublicStudy.ts'
import { galleryStudies, recordedPairs, recordedStudies } from '../../lessons/gallery.ts'
import { compareFigures, takeFigures } from '../../store/comparing/compareFigures.ts'
import type { ExperimentName } from '../../store/experiments/experimentNames.ts'
import { experimentTable } from '../../store/experiments/experimentTable.ts'
import type { ExperimentValues } from '../../store/experiments/experimentValues.ts'
import { checkStudy } from '../../store/keeping/checkStudy.ts'
import { trustStudy } from '../../store/keeping/trustStudy.ts'
import { freshnessOf } from '../../store/keys.ts'
import { formatLink, parseLink } from '../../store/link/link.ts'

const read = (name: string) => trustStudy(readPublicStudy(name))

function experimentOf<N extends ExperimentName>(name: string, experiment: N): ExperimentValues[N] {
  const result = read(name).results.experiments?.[experiment]
  if (!result) throw new Error(`${name} holds no ${experiment}`)
  return result.value as ExperimentValues[N]
}

const publicPath = (file: string) => new URL(`../../../public/studies/${file}`, import.meta.url)

describe.each(recordedStudies)('$name', ({ name, link }) => {
  it('is what its link says, with nothing out of date', async () => {
    const { content } = await checkStudy(readPublicStudy(name))
    const { choices, results, fingerprint } = content
    expect(choices).toEqual(parseLink(link).choices)
    expect(parseLink(link).problems).toEqual([])
    expect(formatLink(choices).split('&').sort()).toEqual(link.split('&').sort())
    expect(Object.values(freshnessOf(choices, results))).toEqual(Array(5).fill('fresh'))
    expect(fingerprint).toBeDefined()
    if (choices.stage === 'landscape') return
    const { stage } = choices
    expect(results.experiments?.[stage]?.key).toBe(experimentTable[stage].key(choices))
  })
})

it('has a picture of each study of the gallery in both themes', () => {
  expect(galleryStudies).toHaveLength(8)
  for (const { name } of galleryStudies) {
    for (const theme of ['light', 'dark']) expect(existsSync(publicPath(`${name}-${theme}.webp`))).toBe(true)
  }
})

it('is little to load, all studies together', () => {
  const bytes = recordedStudies.map(({ name }) => statSync(publicPath(`${name}.safetensors`)).size)
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000)
})

describe('what the sentences say', () => {
  it('a wall between every two modes, and a curve around each', () => {
    const { edges, ts } = experimentOf('three-modes', 'threeModes')
    expect(edges).toHaveLength(3)
    for (const { segment, curve } of edges) {
      const wall = barrier(ts, segment.train.nll)
      expect(wall).toBeGreaterThan(0.1)
      expect(barrier(ts, curve?.train.nll ?? [])).toBeLessThan(wall / 5)
    }
  })

  it('the wider, the lower the curve, as far as the ends are lower', () => {
    const { cells } = experimentOf('spirals-widths', 'widths')
    const mean = (width: number) => {
      const heights = cells.filter((cell) => cell.width === width).map(({ worstNll }) => worstNll)
      return heights.reduce((sum, height) => sum + height, 0) / heights.length
    }
    expect(cells).toHaveLength(10)
    const heights = [4, 8, 16, 32].map(mean)
    expect(heights).toEqual(heights.toSorted((a, b) => b - a))
    expect(mean(64)).toBeLessThan(mean(16) / 2)
  })

  it('along the curve all perceptrons read the digits well', () => {
    const { profile } = read('digits-mlp').results
    const { correct = [], count = 0 } = profile?.curve.test ?? {}
    expect(Math.min(...correct)).toBeGreaterThan(0.95 * count)
  })

  it('the ensemble of FGE has a lower nll than the snapshots in every repetition', () => {
    const { rows } = experimentOf('ensembles', 'race')
    for (const budgets of [1, 2, 3]) {
      const scores = (method: string) =>
        rows.find((row) => row.method === method && row.budgets === budgets)?.scores ?? []
      expect(scores('fge')).toHaveLength(3)
      scores('fge').forEach(({ nll }, i) => {
        expect(nll).toBeLessThan(scores('sse')[i]?.nll ?? 0)
      })
    }
  })

  it('much of the wall falls with the order of units', () => {
    const { ways, ts } = experimentOf('alignment', 'alignment')
    const [before, after] = [ways.segment, ways.alignedSegment].map((way) =>
      barrier(ts, way?.train.nll ?? []),
    )
    expect(before).toBeGreaterThan(0.1)
    expect(after).toBeLessThan((before ?? 0) / 2)
  })

  it.each(recordedPairs)('pairs differ in what they are compared for: $title', ({ names }) => {
    const [left, right] = names.map((name) => takeFigures(read(name)))
    const rows = compareFigures(left ?? {}, right ?? {})
    const differences = Object.fromEntries(rows.map(({ name, difference }) => [name, difference]))
    expect(rows.every(({ difference }) => Number.isFinite(difference))).toBe(true)
    if (names[0] === 'moons') expect(differences).toMatchObject({ distance: 0, segmentBarrier: 0 })
    if (names[0] === 'spirals-narrow') expect(differences.curveBarrier).toBeLessThan(-0.1)
  })
})
