import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

/** Flags every test browser starts with: no sandbox (containers run as root) and no traffic of its own. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** Flags that give WebGPU on a machine without a GPU, on SwiftShader. */
export const webgpuFlags = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']

/** What the search asks of the machine; tests put a machine of their own in its place. */
export interface ChromiumProbes {
  /** The value of ISTHMUS_CHROMIUM, if set. */
  readonly chosen: string | undefined
  /** Whether a path leads to an executable file. */
  isExecutable(path: string): boolean
  /** The full path of a command found on PATH. */
  onPath(command: string): string | undefined
  /** Where Playwright keeps the browser that `npx playwright install chromium` downloads. */
  bundledPath(): string
  /** Whether this is Debian or Ubuntu, and we are root. */
  canInstall(): boolean
  /** Installs Debian's chromium package; whether it worked shows in the next look at PATH. */
  install(): void
}

const commands = ['chromium', 'chromium-browser', 'google-chrome']

/**
 * Finds a Chromium in this order: ISTHMUS_CHROMIUM, PATH, Playwright's own download, Debian's package (installed
 * on the spot). Throws an error that says what to do when there is none, or when ISTHMUS_CHROMIUM points nowhere.
 */
export function locateChromium(probes: ChromiumProbes): string {
  const { chosen } = probes
  if (chosen) {
    if (probes.isExecutable(chosen)) return chosen
    throw new Error(`ISTHMUS_CHROMIUM points to ${chosen}, which is not an executable file`)
  }
  const present = firstOnPath(probes)
  if (present) return present
  const bundled = probes.bundledPath()
  if (probes.isExecutable(bundled)) return bundled
  if (probes.canInstall()) {
    probes.install()
    const installed = firstOnPath(probes)
    if (installed) return installed
  }
  throw new Error(
    'no Chromium found: run `npx playwright install chromium`, install your system’s chromium package, ' +
      'or set ISTHMUS_CHROMIUM to the path of a Chromium or Chrome executable',
  )
}

/** Finds a Chromium on this machine, by the order of `locateChromium`. */
export function findChromium(): string {
  return locateChromium({
    chosen: process.env.ISTHMUS_CHROMIUM,
    isExecutable,
    onPath,
    bundledPath,
    canInstall: () => existsSync('/etc/debian_version') && process.getuid?.() === 0,
    install: installPackage,
  })
}

function firstOnPath(probes: ChromiumProbes): string | undefined {
  for (const command of commands) {
    const path = probes.onPath(command)
    if (path) return path
  }
  return undefined
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function onPath(command: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, command)).find(isExecutable)
}

function bundledPath(): string {
  // Loaded here and not at the top: most runs find a browser without Playwright's help.
  const { chromium } = createRequire(import.meta.url)('playwright') as typeof import('playwright')
  return chromium.executablePath()
}

function installPackage(): void {
  process.stdout.write('no Chromium found: installing the chromium package with apt-get (as root)\n')
  // Several test processes may get here at once: the lock lets one install and the others find it done.
  const script =
    'command -v chromium >/dev/null || { apt-get update && apt-get install -y --no-install-recommends chromium; }'
  spawnSync('flock', ['/tmp/isthmus-chromium.lock', 'sh', '-c', script], {
    // The output of a worker's stdout may be a protocol of its runner: only stderr is free for apt's chatter.
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
