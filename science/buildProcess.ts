import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../', import.meta.url))
const programs = join(root, 'node_modules/.cache/science/programs')

/** The program that measures a seed, for Node. */
export interface BuiltProcess {
  readonly path: string
  /** Changes with anything that could change a number. */
  readonly fingerprint: string
}

/** Bundles `seedProcess.ts` with the engine as it stands; a run that goes on beside this one keeps the program it began with. */
export async function buildProcess(): Promise<BuiltProcess> {
  const outDir = join(programs, `building-${process.pid}`)
  await build({ configFile: join(root, 'science/vite.config.ts'), build: { outDir } })
  const fingerprint = hashFiles(outDir)
  const folder = join(programs, fingerprint)
  if (existsSync(folder)) rmSync(outDir, { recursive: true })
  else renameSync(outDir, folder)
  return { path: join(folder, 'seedProcess.mjs'), fingerprint }
}

function hashFiles(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.mjs')) hash.update(name).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex').slice(0, 16)
}
