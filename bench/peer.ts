import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NetName } from './networks.ts'
import type { NetRates, PeerRatio } from './results.ts'

/** Seconds of a way to evaluate points in PyTorch. */
interface PeerPoints {
  readonly profile_61_s: number
  readonly plane_441_s: number
}

/** What `pytorch_peer.py` tells of one network. */
interface PeerRates {
  readonly curve_steps_per_s: number
  readonly two_endpoints_steps_per_s: number
  readonly loop: PeerPoints
  readonly slices: PeerPoints
  readonly batched: { readonly plane_441_s: number | null }
}

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

/** Ratios of the mean of two of our runs, one before and one after PyTorch's, to PyTorch. */
export function compareWithPeer(
  net: NetName,
  ours: readonly [NetRates, NetRates],
  peer: PeerRates,
): PeerRatio[] {
  const mean = (read: (rates: NetRates) => number) => (read(ours[0]) + read(ours[1])) / 2
  const plane = mean((rates) => rates.plane441Seconds)
  const ratios: Readonly<Record<string, number>> = {
    'plane / batched': (peer.batched.plane_441_s ?? Number.NaN) / plane,
    'plane / slices': peer.slices.plane_441_s / plane,
    'plane / loop': peer.loop.plane_441_s / plane,
    'profile / slices': peer.slices.profile_61_s / mean((rates) => rates.profile61Seconds),
    'two endpoints': mean((rates) => rates.trainStepsPerSecond) / peer.two_endpoints_steps_per_s,
    curve: mean((rates) => rates.curveStepsPerSecond) / peer.curve_steps_per_s,
  }
  return Object.entries(wanted[net]).map(([work, least]) => ({
    work,
    ratio: ratios[work] ?? Number.NaN,
    wanted: least,
  }))
}

/** One line for each network: what is reached and, in brackets, what is wanted. */
export function formatRatios(net: string, ratios: readonly PeerRatio[]): string {
  const parts = ratios.map(({ work, ratio, wanted: least }) => `${work} ${ratio.toFixed(1)}× (${least}×)`)
  return `${net} against PyTorch: ${parts.join(', ')}`
}
