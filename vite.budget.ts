import { gzipSync } from 'node:zlib'
import type { Logger, Plugin, Rollup } from 'vite'

/** What may be loaded before the landscape can be touched, compressed. */
const budgetBytes = 250_000

/** Files in a chunk's closure that are as big as this are named when the budget is broken. */
const namedBytes = 1000

/**
 * Fails the build where the entry and what it imports statically come to more than 250 kB of compressed script: all of that
 * is loaded before the landscape of the first screen can be touched.
 */
export function scriptBudget(): Plugin {
  let logger: Logger | undefined
  return {
    name: 'script-budget',
    apply: 'build',
    configResolved(config) {
      logger = config.logger
    },
    generateBundle(_options, bundle) {
      const chunks = new Map(
        Object.values(bundle).flatMap((file) =>
          file.type === 'chunk' ? [[file.fileName, file] as const] : [],
        ),
      )
      const entry = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith('index.html'))
      if (!entry) return
      const sizes = [...closureOf(entry, chunks)].map(
        ({ fileName, code }) => [fileName, gzipSync(code).byteLength] as const,
      )
      const total = sizes.reduce((sum, [, size]) => sum + size, 0)
      const line = `script before the landscape: ${inKilobytes(total)} of ${inKilobytes(budgetBytes)}, compressed`
      if (total <= budgetBytes) {
        logger?.info(line)
        return
      }
      const rows = sizes
        .filter(([, size]) => size >= namedBytes)
        .toSorted((a, b) => b[1] - a[1])
        .map(([name, size]) => `${inKilobytes(size).padStart(9)}  ${name}`)
      this.error(`${line}\n${rows.join('\n')}\nLoad with import() what the first screen can do without.`)
    },
  }
}

/** A chunk with everything that it imports statically. */
function closureOf(
  entry: Rollup.OutputChunk,
  chunks: ReadonlyMap<string, Rollup.OutputChunk>,
): ReadonlySet<Rollup.OutputChunk> {
  const found = new Set<Rollup.OutputChunk>()
  const visit = (chunk: Rollup.OutputChunk | undefined) => {
    if (!chunk || found.has(chunk)) return
    found.add(chunk)
    for (const name of chunk.imports) visit(chunks.get(name))
  }
  visit(entry)
  return found
}

function inKilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}
