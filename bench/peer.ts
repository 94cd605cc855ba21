import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NetName } from './networks.ts'
import type { NetRates, PeerRates, PeerRatio } from './results.ts'
import { quantile } from './timing.ts'

/** The targets, by work: planes against the fastest known way and against the usual loop. */
const wanted: Readonly<Record<NetName, Readonly<Record<string, number>>>> = {
  moons: {
    'plane / batched': 3.5,
    'plane / loop': 100,
    'profile / slices': 6,
    'two endpoints': 12,
    curve: 10,
  },
  digits_mlp: {
    'plane / batched': 2,
    'plane / loop': 50,
    'profile / slices': 6,
    'two endpoints': 3.5,
    curve: 3.5,
  },
  digits_bn: { 'plane / slices': 2.5, 'profile / slices': 1.8, 'two endpoints': 2, curve: 1.5 },
  mnist_conv: { 'plane / slices': 1.8, 'profile / slices': 1.8, 'two endpoints': 1.2, curve: 0.8 },
}

/** A Python that has torch; undefined where there is none. */
export function findPeer(): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0,
  )
}

/** Runs PyTorch on one network. Rejects when it fails. */
export async function runPeer(python: string, net: NetName): Promise<PeerRates> {
  const folder = mkdtempSync(join(tmpdir(), 'isthmus-peer-'))
  const file = join(folder, 'peer.json')
  const script = fileURLToPath(new URL('./pytorch_peer.py', import.meta.url))
  try {
    await new Promise<void>((resolve, reject) => {
      const run = spawn(python, [script, '--quick', '--nets', net, '--json', file], { stdio: 'ignore' })
      run.on('error', reject)
      run.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`pytorch_peer.py ended with ${code}`)),
      )
    })
    return JSON.parse(readFileSync(file, 'utf8')).nets[net]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Ratios of our median to PyTorch's, of runs that took turns. */
export function compareWithPeer(
  net: NetName,
  ours: readonly NetRates[],
  theirs: readonly PeerRates[],
): PeerRatio[] {
  const own = (read: (rates: NetRates) => number) => quantile(ours.map(read), 0.5)
  const peer = (read: (rates: PeerRates) => number) => quantile(theirs.map(read), 0.5)
  const plane = own((rates) => rates.plane441Seconds)
  const ratios: Readonly<Record<string, number>> = {
    'plane / batched': peer(({ batched }) => batched.plane_441_s ?? Number.NaN) / plane,
    'plane / slices': peer(({ slices }) => slices.plane_441_s) / plane,
    'plane / loop': peer(({ loop }) => loop.plane_441_s) / plane,
    'profile / slices': peer(({ slices }) => slices.profile_61_s) / own((rates) => rates.profile61Seconds),
    'two endpoints':
      own((rates) => rates.trainStepsPerSecond) / peer((rates) => rates.two_endpoints_steps_per_s),
    curve: own((rates) => rates.curveStepsPerSecond) / peer((rates) => rates.curve_steps_per_s),
  }
  return Object.entries(wanted[net]).map(([work, least]) => ({
    work,
    ratio: ratios[work] ?? Number.NaN,
    wanted: least,
  }))
}
