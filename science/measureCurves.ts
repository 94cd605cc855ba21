import { planNetwork } from '../src/core/networks/planNetwork.ts'
import { distanceBetween } from '../src/core/planes/geometry.ts'
import type { WeightsId } from '../src/protocol/identifiers.ts'
import type { AlignmentResults, CurveResults, WidthResults } from './results.ts'
import { curveCount, networkOf } from './setting.ts'
import { type Ends, followPath, ignore, take, trainBend, trainNetwork, type Workbench } from './workbench.ts'

/** Two networks from neighbouring seeds. */
export async function trainEnds(bench: Workbench, width: number, seed: number): Promise<Ends> {
  const { budget: epochs } = bench.setting
  const first = await trainNetwork(bench, { width, seed, epochs })
  return [first, await trainNetwork(bench, { width, seed: seed + 1, epochs })]
}

/** Curves of several seeds between two networks, and one by objective (1). */
export async function measureCurves(bench: Workbench, ends: Ends, seed: number): Promise<CurveResults> {
  const { width } = bench.setting
  const follow = (bend: WeightsId) => followPath(bench, width, [ends[0], bend, ends[1]])
  const bends: WeightsId[] = []
  for (let curve = 0; curve < curveCount; curve++) {
    bends.push(await trainBend(bench, { width, ends, seed: seed + curve }))
  }
  const other = await trainBend(bench, { width, ends, seed, objective: 'arc-length' })
  const curves = []
  for (const bend of bends) curves.push(await follow(bend))
  const basis = [...ends, ...bends, other]
  const geometry = await bench.lab.measure(basis)
  const unit = (at: number) => basis.map((_, i) => (i === at ? 1 : 0))
  const middle = basis.map((_, i) => (i < 2 ? 0.5 : 0))
  const bendRows = bends.map((_, index) => unit(2 + index))
  return {
    endsDistance: distanceBetween(geometry, unit(0), unit(1)),
    endError: Math.max(...(await Promise.all(ends.map((end) => errorOf(bench, end))))),
    segment: await followPath(bench, width, ends),
    curves,
    bendDistances: bendRows.flatMap((a, i) =>
      bendRows.slice(i + 1).map((b) => distanceBetween(geometry, a, b)),
    ),
    bendOffsets: bendRows.map((row) => distanceBetween(geometry, row, middle)),
    arcLength: await follow(other),
    objectivesApart: distanceBetween(geometry, unit(2), unit(basis.length - 1)),
  }
}

async function errorOf(bench: Workbench, id: WeightsId): Promise<number> {
  const request = {
    problem: bench.problemAt(bench.setting.width),
    basis: [id],
    coefficients: Float64Array.of(1),
    splits: ['test'],
    batchNorm: 'recomputed',
  } as const
  const { test } = (await take(bench.lab.evaluate(bench.newJob(), request, ignore))).values
  if (!test) throw new Error('the engine left out a split')
  return 1 - (test.correct[0] as number) / test.count
}

/** The segment before and after the second network's units were permuted towards the first. */
export async function measureAlignment(
  bench: Workbench,
  [reference, moved]: Ends,
): Promise<AlignmentResults> {
  const { setting } = bench
  const id = bench.newId()
  const request = { architecture: networkOf(setting, setting.width), reference, moved, id }
  const { distance } = await take(bench.lab.align(bench.newJob(), request, ignore))
  return {
    before: await followPath(bench, setting.width, [reference, moved]),
    after: await followPath(bench, setting.width, [reference, id]),
    distance,
  }
}

/** A pair of networks of each width and the curve between them. */
export async function measureWidths(bench: Workbench, seed: number): Promise<WidthResults[]> {
  const found: WidthResults[] = []
  for (const width of bench.setting.sweepWidths) {
    const ends = await trainEnds(bench, width, seed)
    const bend = await trainBend(bench, { width, ends, seed })
    const segment = await followPath(bench, width, ends)
    const first = await followPath(bench, width, [ends[0], ends[0]])
    const second = await followPath(bench, width, [ends[1], ends[1]])
    found.push({
      width,
      parameters: planNetwork(networkOf(bench.setting, width)).parameterCount,
      endNll: Math.max(first.worst, second.worst),
      segment,
      curve: await followPath(bench, width, [ends[0], bend, ends[1]]),
    })
  }
  return found
}
