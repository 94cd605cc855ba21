import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const sources = new URL('./src/kernels/', import.meta.url).pathname
const cache = new URL('./node_modules/.cache/kernels/', import.meta.url).pathname

const flags = ['--runtime', 'stub', '-O3', '--noAssert', '--initialMemory', '1', '--disableWarning', '112']
const builds: Record<string, readonly string[]> = {
  fused: [...flags, '--enable', 'simd', '--enable', 'relaxed-simd'],
  plain: [...flags, '--enable', 'simd'],
}

/**
 * Serves `virtual:kernels/fused` and `virtual:kernels/plain`: src/kernels/assembly compiled by AssemblyScript, as a
 * base64 string, the same in the dev server, the build, workers and tests. Compiled once per change of the sources.
 */
export function assemblyKernels(): Plugin {
  const pending = new Map<string, Promise<Buffer>>()
  return {
    name: 'assembly-kernels',
    resolveId: (id) => (id.startsWith('virtual:kernels/') ? `\0${id}` : null),
    async load(id) {
      const name = /^\0virtual:kernels\/(\w+)$/.exec(id)?.[1]
      if (!name) return null
      for (const file of sourceFiles()) this.addWatchFile(file)
      const key = keyOf(name)
      const compiled = pending.get(key) ?? compile(name, key)
      pending.set(key, compiled)
      return `export const encoded = '${(await compiled).toString('base64')}'`
    },
  }
}

function sourceFiles(): string[] {
  const folder = join(sources, 'assembly')
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  return [...names.map((name) => join(folder, name)), join(sources, 'operations.ts')]
}

function keyOf(name: string): string {
  const version = createRequire(import.meta.url)('assemblyscript/package.json').version
  const hash = createHash('sha256').update(JSON.stringify([version, builds[name]]))
  for (const file of sourceFiles().sort()) hash.update(readFileSync(file))
  return `${name}-${hash.digest('hex').slice(0, 16)}`
}

async function compile(name: string, key: string): Promise<Buffer> {
  const path = join(cache, `${key}.wasm`)
  try {
    return readFileSync(path)
  } catch {
    const compiled = await runCompiler(builds[name] ?? [])
    mkdirSync(cache, { recursive: true })
    // Renamed into place, so that a test process beside this one never reads half a file.
    writeFileSync(`${path}.${process.pid}`, compiled)
    renameSync(`${path}.${process.pid}`, path)
    return compiled
  }
}

async function runCompiler(options: readonly string[]): Promise<Buffer> {
  const { default: asc } = await import('assemblyscript/asc')
  let compiled: Buffer | undefined
  const { error, stderr } = await asc.main(
    [join('assembly', 'index.ts'), '--baseDir', sources, '--outFile', 'kernels.wasm', ...options],
    {
      writeFile: (_name: string, contents: Uint8Array | string) => {
        compiled = Buffer.from(contents as Uint8Array)
      },
    },
  )
  if (error || !compiled) throw new Error(`the kernels do not compile:\n${stderr.toString()}`)
  return compiled
}
