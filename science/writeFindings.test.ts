import { describe, expect, it } from 'vitest'
import type { PathResults, SeedResults, SeedRun } from './results.ts'
import { budgetCounts, settings } from './setting.ts'
import { writeFindings } from './writeFindings.ts'

const machine = { cpu: 'a processor', cores: 2, memoryGiB: 8, system: 'a system', loadBefore: 0 }

function pathOf(barrier: number): PathResults {
  return { avg: 1, int: 1, worst: 1 + barrier, barrier, lengthRatio: 1.1, worstError: 0.1 }
}

/** A seed in which FGE errs less than snapshot ensembles by `advantage`. */
function resultsOf(advantage: number): SeedResults {
  const scores = (error: number) => budgetCounts.map(() => ({ error, nll: error }))
  const same = scores(0.2 + advantage)
  const path = pathOf(0.01)
  return {
    ensembles: { fge: scores(0.2), sse: same, independent: same, single: same },
    curves: {
      endsDistance: 10,
      endError: 0.1,
      segment: pathOf(1),
      curves: [path, path],
      bendDistances: [5],
      bendOffsets: [4, 4],
      arcLength: path,
      objectivesApart: 0.1,
    },
    alignment: { before: pathOf(1), after: pathOf(0.5), distance: { before: 10, after: 5 } },
    widths: settings.digits.sweepWidths.map((width) => ({
      width,
      parameters: 10 * width,
      endNll: 0.1,
      segment: pathOf(1),
      curve: pathOf(1 / width),
    })),
  }
}

function write(advantages: readonly number[], others: readonly SeedRun[] = []): string {
  const runs = advantages.map(
    (advantage, index): SeedRun => ({
      data: 'digits',
      seed: index + 1,
      seconds: 9,
      results: resultsOf(advantage),
    }),
  )
  return writeFindings({ machine, processes: 2, runs: [...runs, ...others] })
}

const claim = 'FGE errs less than snapshot ensembles at 3 budgets'
const rowOf = (text: string) => text.split('\n').find((line) => line.startsWith(`| ${claim} |`))

describe('writeFindings', () => {
  it('says of a claim what the numbers say', () => {
    expect(rowOf(write([0.01, 0.02, 0.015]))).toMatch(/ 1\.50 \(0\.26 to 2\.74\): holds \|$/)
    expect(rowOf(write([-0.01, -0.02, -0.015]))).toContain(': **does not hold** |')
    expect(rowOf(write([-0.01, 0.02, 0.001]))).toContain(': not decided |')
  })

  it('names the seeds, and those that were left out', () => {
    const failed: SeedRun = { data: 'digits', seed: 9, seconds: 1, failed: 'a training diverged' }
    expect(write([0.01, 0.02]).replaceAll('\n', ' ')).toContain('**2 seeds on digits**')
    const text = write([0.01, 0.02], [failed]).replaceAll('\n', ' ')
    expect(text).toContain('2 seeds on digits (1 left out, whose training diverged or failed)')
  })

  it('decides nothing from one seed', () => {
    expect(write([0.01])).not.toContain(': holds |')
  })
})
