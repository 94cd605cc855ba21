import { readFileSync, writeFileSync } from 'node:fs'
import { readMachine } from '../bench/readMachine.ts'
import { buildProcess } from './buildProcess.ts'
import { measureAll } from './measureAll.ts'
import { readOptions, type ScienceOptions, usage } from './readOptions.ts'
import { type ScienceReport, writeFindings } from './writeFindings.ts'

const resultsUrl = new URL('./results.json', import.meta.url)
const findingsUrl = new URL('../docs/findings.md', import.meta.url)

/** Repeats the paper's claims and writes what came of them; `usage` tells what `args` may say. */
export async function runScience(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  if (options.help) {
    process.stdout.write(usage)
    return
  }
  if (!options.write) {
    const report = await measure(options)
    writeFileSync(resultsUrl, `${JSON.stringify(report)}\n`)
  }
  writeFileSync(findingsUrl, writeFindings(JSON.parse(readFileSync(resultsUrl, 'utf8')) as ScienceReport))
  process.stdout.write('written: docs/findings.md\n')
}

async function measure(options: ScienceOptions): Promise<ScienceReport> {
  const machine = readMachine()
  const runs = await measureAll(options, await buildProcess())
  return { machine, processes: options.processes, runs }
}
