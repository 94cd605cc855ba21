import { readFile } from 'node:fs/promises'
import { createBackends } from '../src/engine/backends/createBackends.ts'
import { createLab } from '../src/engine/lab.ts'
import { createYieldTask } from '../src/engine/yieldTask.ts'
import { measureAlignment, measureCurves, measureWidths, trainEnds } from './measureCurves.ts'
import { measureEnsembles } from './measureEnsembles.ts'
import type { SeedResults } from './results.ts'
import { type DataName, settings } from './setting.ts'
import { createWorkbench, type Workbench } from './workbench.ts'

/** Apart, so that no two seeds of a run share a network; the parts of one seed do. */
const seedStep = 10

/** Measures everything from one seed; `folder` ends in `/` and has the app's public files. @throws Error where a training diverged */
export async function measureSeed(
  data: DataName,
  seed: number,
  { folder, report }: { readonly folder: string; readonly report: (share: number) => void },
): Promise<SeedResults> {
  const lab = createLab({
    now: () => performance.now(),
    yieldTask: createYieldTask(),
    backends: createBackends(),
    fetchBytes: async (path) => new Uint8Array(await readFile(folder + path)),
  })
  return measureAll(createWorkbench(lab, settings[data]), seedStep * seed, report)
}

async function measureAll(
  bench: Workbench,
  first: number,
  report: (share: number) => void,
): Promise<SeedResults> {
  const ends = await trainEnds(bench, bench.setting.width, first)
  const curves = await measureCurves(bench, ends, first)
  report(0.25)
  const alignment = await measureAlignment(bench, ends)
  const ensembles = await measureEnsembles(bench, first)
  report(0.6)
  return { ensembles, curves, alignment, widths: await measureWidths(bench, first) }
}
