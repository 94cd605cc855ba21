import type { SnapshotPlan } from '../src/core/ensembles/snapshotPlan.ts'
import type { WeightsId } from '../src/protocol/identifiers.ts'
import type { EnsembleResults, Score } from './results.ts'
import { budgetCounts, recipeOf, schedules } from './setting.ts'
import { ignore, take, trainNetwork, type Workbench } from './workbench.ts'

/**
 * Test scores of ensembles that spent the same epochs: three runs each of FGE, of snapshot ensembles and of independent
 * networks, the run k with seed + k, and one network that is trained for as long by a schedule stretched to it.
 */
export async function measureEnsembles(bench: Workbench, seed: number): Promise<EnsembleResults> {
  const { width, budget } = bench.setting
  const most = Math.max(...budgetCounts)
  const runs = { fge: [] as WeightsId[][], sse: [] as WeightsId[][], independent: [] as WeightsId[][] }
  for (let run = 0; run < most; run++) {
    const order = { width, seed: seed + run, epochs: budget }
    runs.fge.push(await collectFge(bench, seed + run))
    runs.sse.push(await collectSse(bench, seed + run))
    runs.independent.push([await trainNetwork(bench, order)])
  }
  const single: Score[] = []
  for (const count of budgetCounts) {
    const id =
      count === 1
        ? (runs.independent[0]?.[0] as WeightsId)
        : await trainNetwork(bench, { width, seed, epochs: count * budget })
    single.push(await scoreTogether(bench, [id]))
  }
  const scoreAll = async (networks: readonly WeightsId[][]) => {
    const scores: Score[] = []
    for (const count of budgetCounts) scores.push(await scoreTogether(bench, networks.slice(0, count).flat()))
    return scores
  }
  return {
    fge: await scoreAll(runs.fge),
    sse: await scoreAll(runs.sse),
    independent: await scoreAll(runs.independent),
    single,
  }
}

async function collectFge(bench: Workbench, seed: number): Promise<WeightsId[]> {
  const { width, budget } = bench.setting
  const { before, alpha1, alpha2, cycleEpochs } = schedules
  const spent = Math.round(before * budget)
  const from = await trainNetwork(bench, { width, seed, epochs: spent, scheduleEpochs: budget })
  const epochs = budget - spent
  return collect(
    bench,
    { method: 'fge', alpha1, alpha2, cycleEpochs, epochs, variant: 'code' },
    { seed, start: { from } },
  )
}

function collectSse(bench: Workbench, seed: number): Promise<WeightsId[]> {
  const { alpha0, cycles } = schedules
  const plan = { method: 'sse', alpha0, cycles, epochs: bench.setting.budget } as const
  return collect(bench, plan, { seed, start: { initializer: 'pytorch' } })
}

interface Beginning {
  readonly seed: number
  readonly start: { readonly from: WeightsId } | { readonly initializer: 'pytorch' }
}

async function collect(
  bench: Workbench,
  plan: SnapshotPlan,
  { seed, start }: Beginning,
): Promise<WeightsId[]> {
  const { learningRate: _rate, epochs: _epochs, schedule: _schedule, ...recipe } = recipeOf(1, 0.1)
  const most = plan.method === 'fge' ? Math.ceil(plan.epochs / plan.cycleEpochs) + 1 : plan.cycles + 1
  const request = {
    problem: bench.problemAt(bench.setting.width),
    seed,
    plan,
    recipe,
    start,
    ids: Array.from({ length: most }, () => bench.newId()),
  }
  const { trace } = await take(bench.lab.trainSnapshots(bench.newJob(), request, ignore))
  return trace.flatMap(({ snapshot }) => (snapshot ? [snapshot.id] : []))
}

async function scoreTogether(bench: Workbench, basis: readonly WeightsId[]): Promise<Score> {
  const coefficients = Float64Array.from(basis.flatMap((_, i) => basis.map((__, j) => (i === j ? 1 : 0))))
  const request = {
    problem: bench.problemAt(bench.setting.width),
    basis,
    coefficients,
    split: 'test',
    batchNorm: 'stored',
  } as const
  const { ensembles } = await take(bench.lab.scoreEnsemble(bench.newJob(), request))
  const last = ensembles.at(-1)
  if (!last) throw new Error('an ensemble of nothing')
  return { error: 1 - last.correct / last.count, nll: last.nll }
}
