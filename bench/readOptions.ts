import { parseArgs } from 'node:util'
import { type NetName, netNames } from './networks.ts'
import { type BackendColumn, columnNames } from './results.ts'

/** Parts of a run beside the networks. */
export const partNames = ['kernels', 'study', 'drag', 'landscape', 'frames', 'grids'] as const
export type PartName = (typeof partNames)[number]

/** What is to be measured. */
export interface BenchOptions {
  readonly pairs: readonly (readonly [NetName, BackendColumn])[]
  readonly parts: readonly PartName[]
  /** Compare with PyTorch. */
  readonly peer: boolean
  /** Take the machine's own graphics adapter in place of the software one. */
  readonly gpu: boolean
  readonly help: boolean
}

export const usage = `npm run bench -- [--only WORDS] [--peer] [--gpu]

--only WORDS  words joined by commas: nets (${netNames.join(', ')}),
              backends (${columnNames.join(', ')}),
              parts of the page (${partNames.join(', ')})
--peer        runs PyTorch on the same work between our runs; needs Debian's python3-torch
--gpu         WebGPU on the machine's own adapter in place of SwiftShader
`

/** tfjs on the graphics device stands in one row only, as what our own kernels are held against there. */
const plainPairs: readonly (readonly [NetName, BackendColumn])[] = [
  ...netNames.flatMap((net) => (['simd', 'webgpu', 'tf'] as const).map((column) => [net, column] as const)),
  ['digits_mlp', 'tf-webgpu'],
]

/** Words that the benchmark does not know, or a tool that it lacks: the message says all. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Reads the words after `npm run bench --`. @throws UsageError that names the word it does not know */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      peer: { type: 'boolean', default: false },
      gpu: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return { ...readOnly(values.only), peer: values.peer, gpu: values.gpu, help: values.help }
}

function readOnly(text: string | undefined): Pick<BenchOptions, 'pairs' | 'parts'> {
  if (text === undefined) return { pairs: plainPairs, parts: partNames }
  const words = text.split(',').map((word) => word.trim())
  const pick = <T extends string>(names: readonly T[]) => names.filter((name) => words.includes(name))
  const nets = pick(netNames)
  const columns = pick(columnNames)
  const parts = pick(partNames)
  const known: readonly string[] = [...nets, ...columns, ...parts]
  const stray = words.find((word) => !known.includes(word))
  if (stray !== undefined) throw new UsageError(`--only ${text}: nothing is called "${stray}"\n\n${usage}`)
  const wantsNets = nets.length + columns.length > 0
  const chosenNets = nets.length > 0 ? nets : netNames
  const chosenColumns: readonly BackendColumn[] = columns.length > 0 ? columns : ['simd']
  return {
    pairs: wantsNets
      ? chosenNets.flatMap((net) => chosenColumns.map((column) => [net, column] as const))
      : [],
    parts,
  }
}
