import { parseArgs } from 'node:util'
import { type DataName, dataNames } from './setting.ts'

/** What is to be run. */
export interface ScienceOptions {
  readonly seeds: number
  readonly data: readonly DataName[]
  /** Processes at the same time. */
  readonly processes: number
  /** Forget what an earlier run has measured. */
  readonly fresh: boolean
  /** Only write the document again, from the results that are there. */
  readonly write: boolean
  readonly help: boolean
}

export const usage = `npm run science -- [--seeds N] [--data NAMES] [--processes N] [--fresh] [--write]

--seeds N      seeds for each data set, 2 to 200; 20 when absent
--data NAMES   data sets joined by commas: ${dataNames.join(', ')}
--processes N  seeds that are measured at the same time; 2 when absent
--fresh        forgets what an earlier run has measured; without it a stopped run goes on
--write        only writes the document again, from science/results.json

Writes docs/findings.md and science/results.json.
`

/** Words that are not known: the message says all. */
class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Reads the words after `npm run science --`. @throws UsageError */
export function readOptions(args: readonly string[]): ScienceOptions {
  const { values } = parse(args)
  const names = values.data.split(',').map((name) => name.trim())
  const stray = names.find((name) => !dataNames.some((known) => known === name))
  if (stray !== undefined) throw new UsageError(`--data: nothing is called "${stray}"\n\n${usage}`)
  return {
    seeds: readCount('--seeds', values.seeds, [2, 200]),
    data: dataNames.filter((name) => names.includes(name)),
    processes: readCount('--processes', values.processes, [1, 64]),
    fresh: values.fresh,
    write: values.write,
    help: values.help,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string', default: '20' },
        data: { type: 'string', default: dataNames.join(',') },
        processes: { type: 'string', default: '2' },
        fresh: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`)
  }
}

function readCount(name: string, text: string, [least, most]: readonly [number, number]): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= least && count <= most) return count
  throw new UsageError(`${name} ${text}: wanted a whole number from ${least} to ${most}\n\n${usage}`)
}
