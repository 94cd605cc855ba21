import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuiltProcess } from './buildProcess.ts'
import type { ScienceOptions } from './readOptions.ts'
import type { SeedRun } from './results.ts'
import type { SeedMessage, SeedOrder } from './seedProcess.ts'
import type { DataName } from './setting.ts'

const folder = fileURLToPath(new URL('../public/', import.meta.url))
const kept = fileURLToPath(new URL('../node_modules/.cache/science/runs/', import.meta.url))

interface Task {
  readonly data: DataName
  readonly seed: number
}

/** Shares of the tasks in work, and how many are done. */
interface Progress {
  readonly shares: Map<string, number>
  readonly startedAt: number
  readonly total: number
  done: number
}

/** Measures every seed of every data set, several at a time; finished ones are kept, and not measured again by the same program. */
export async function measureAll(options: ScienceOptions, built: BuiltProcess): Promise<SeedRun[]> {
  if (options.fresh) rmSync(kept, { recursive: true, force: true })
  mkdirSync(join(kept, built.fingerprint), { recursive: true })
  const pathOf = ({ data, seed }: Task) => join(kept, built.fingerprint, `${data}-${seed}.json`)
  const tasks = Array.from({ length: options.seeds }, (_, index) =>
    options.data.map((data): Task => ({ data, seed: index + 1 })),
  ).flat()
  const runs: SeedRun[] = []
  const waiting: Task[] = []
  for (const task of tasks) {
    const run = readKept(pathOf(task))
    if (run) runs.push(run)
    else waiting.push(task)
  }
  if (runs.length > 0) process.stderr.write(`${runs.length} of ${tasks.length} were measured before\n`)
  const progress = { shares: new Map(), startedAt: performance.now(), total: waiting.length, done: 0 }
  const work = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      const run = await runTask(task, built.path, progress)
      write(pathOf(task), JSON.stringify(run))
      runs.push(run)
    }
  }
  await Promise.all(Array.from({ length: options.processes }, work))
  return tasks.flatMap(({ data, seed }) => runs.find((run) => run.data === data && run.seed === seed) ?? [])
}

function readKept(path: string): SeedRun | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SeedRun
  } catch {
    return undefined
  }
}

function write(path: string, text: string): void {
  // Renamed into place, so that a stopped run leaves no half of a file.
  writeFileSync(`${path}.part`, text)
  renameSync(`${path}.part`, path)
}

async function runTask(task: Task, path: string, progress: Progress): Promise<SeedRun> {
  const name = `${task.data} ${task.seed}`
  const startedAt = performance.now()
  const child = fork(path)
  try {
    const end = await listen(child, { ...task, folder }, (share) => {
      progress.shares.set(name, share)
      tell(progress, name)
    })
    const seconds = (performance.now() - startedAt) / 1000
    return { ...task, seconds, ...(end.kind === 'done' ? { results: end.results } : { failed: end.message }) }
  } finally {
    child.kill()
    progress.shares.delete(name)
    progress.done += 1
    tell(progress, name)
  }
}

type End = Exclude<SeedMessage, { readonly kind: 'progress' }>

function listen(child: ChildProcess, order: SeedOrder, report: (share: number) => void): Promise<End> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: SeedMessage) => {
      if (message.kind === 'progress') report(message.share)
      else resolve(message)
    })
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`the process of a seed ended with ${code}`)))
    child.send(order)
  })
}

function tell({ shares, startedAt, total, done }: Progress, name: string): void {
  const spent = (performance.now() - startedAt) / 1000
  const at = done + [...shares.values()].reduce((sum, share) => sum + share, 0)
  const left = at > 0 ? (spent / at) * (total - at) : Number.NaN
  const minutes = `${Math.floor(left / 60)} min ${Math.round(left % 60)} s`
  process.stderr.write(`${name}: ${done} of ${total} done, about ${minutes} left\n`)
}
