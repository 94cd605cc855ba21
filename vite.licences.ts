import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

const root = new URL('.', import.meta.url).pathname

/**
 * Adds `third-party-licences.txt` to the build: the notices of everything that `dependencies` names, and of what those need
 * in turn. Taken from the installed packages and not from the bundle, since workers are bundled apart.
 */
export function thirdPartyLicences(): Plugin {
  return {
    name: 'third-party-licences',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'third-party-licences.txt', source: collectNotices() })
    },
  }
}

function collectNotices(): string {
  const found = new Map<string, string>()
  const visit = (folder: string) => {
    const manifest = readManifest(folder)
    const key = `${manifest.name} ${manifest.version}`
    if (found.has(key)) return
    if (folder !== root) found.set(key, writeNotice(folder, manifest))
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const inner = findPackage(folder, name)
      if (inner) visit(inner)
    }
  }
  visit(root)
  const notices = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, notice]) => notice)
  return `Isthmus is built with these packages. Each is used under its own licence.\n\n${notices.join('\n')}`
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** Where Node would look: beside the package that asks, then further up. */
function findPackage(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return candidate
    if (folder === dirname(folder)) return undefined
  }
}

function writeNotice(folder: string, { name, version, license }: Manifest): string {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return [`---- ${name} ${version} (${license ?? 'see below'})`, ...texts, ''].join('\n\n')
}
