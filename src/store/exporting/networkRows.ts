import type { SnapshotMethod } from '../experiments/values/raceValue.ts'
import { freshnessOf } from '../keys.ts'
import { type EndpointIndex, hasBatchNorm } from '../running/requests.ts'
import type { ExportRow, ExportState, Lack } from './exportRow.ts'
import { findDataLack, findEndpointLack, findLack, findRaceLack } from './findLack.ts'
import { listSnapshots } from './listSnapshots.ts'
import {
  bendPoint,
  curvePoint,
  curvePoints,
  endpointPoint,
  planePoint,
  snapshotPoint,
  writeNetworkFile,
} from './networkFiles.ts'

const number = '(-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?)'
const ending = '\\.(?:safetensors|npz)$'

const patterns = {
  endpoint: new RegExp(`^w([123])${ending}`),
  bend: new RegExp(`^bend-([1-9]\\d?)${ending}`),
  curve: /^curve\.(?:safetensors)$/,
  curvePoint: new RegExp(`^curve-t${number}${ending}`),
  snapshot: new RegExp(`^snapshot-(?:(fge|sse)-)?([1-9]\\d{0,3})${ending}`),
  planePoint: new RegExp(`^plane-x${number}-y${number}${ending}`),
} as const

/** Numbers that stand in a name. */
function numbersIn(pattern: RegExp, name: string): number[] {
  return (pattern.exec(name) ?? []).slice(1).map(Number)
}

function endpointIndex(name: string): EndpointIndex {
  return ((numbersIn(patterns.endpoint, name)[0] ?? 1) - 1) as EndpointIndex
}

function both(name: string): string[] {
  return [`${name}.safetensors`, `${name}.npz`]
}

/** A short name of a place: what stands in it is what is written. */
function shorten(value: number): string {
  return String(Number(value.toPrecision(5)))
}

function usesThird({ choices, results }: ExportState): boolean {
  return choices.plane === 'modes' || results.endpoints[2] !== undefined
}

function countBends({ choices, results }: ExportState): number {
  const isFresh = freshnessOf(choices, results).curve === 'fresh'
  return isFresh && results.curve ? results.curve.controlPoints.length - 2 : choices.bends
}

function snapshotNames(state: ExportState): string[] {
  return (['fge', 'sse'] as const).flatMap((method) =>
    listSnapshots(state, method).flatMap((_, i) => both(`snapshot-${method}-${i + 1}`)),
  )
}

/** A name without a method is one of fast geometric ensembling. */
function snapshotIn(name: string): [method: SnapshotMethod, number: number] {
  const [, method, number] = patterns.snapshot.exec(name) ?? []
  return [method === 'sse' ? 'sse' : 'fge', Number(number)]
}

/** Points between networks get running statistics of their own, which may need the data. */
function findPointLack(state: ExportState, what: 'curve' | 'landscape'): Lack | undefined {
  const { choices } = state
  const measures = hasBatchNorm(choices) && choices.batchNormMode === 'recomputed'
  return findLack(state, what) ?? (measures ? findDataLack(state) : undefined)
}

function curvePlaces({ choices }: ExportState): string[] {
  return both(`curve-t${shorten(choices.t)}`)
}

/** The network under the last click on the landscape; a name without numbers stands for one that is still to come. */
function planePlaces({ probe }: ExportState): string[] {
  return both(probe ? `plane-x${shorten(probe.x)}-y${shorten(probe.y)}` : 'plane-x-y')
}

/** Weights: endpoints, bends, the whole curve, snapshots, and any point of curve and plane. */
export const networkRows: readonly ExportRow[] = [
  {
    pattern: patterns.endpoint,
    group: 'networks',
    names: (state) => ['w1', 'w2', ...(usesThird(state) ? ['w3'] : [])].flatMap(both),
    lack: (state, name) => findEndpointLack(state, endpointIndex(name)),
    make: async (study, name, { signal }) =>
      writeNetworkFile(study, endpointPoint(study, endpointIndex(name)), { name, ...(signal && { signal }) }),
  },
  {
    pattern: patterns.bend,
    group: 'networks',
    names: (state) => Array.from({ length: countBends(state) }, (_, i) => both(`bend-${i + 1}`)).flat(),
    lack: (state) => findPointLack(state, 'curve'),
    make: async (study, name, options) => {
      const [bend = 1] = numbersIn(patterns.bend, name)
      return writeNetworkFile(study, await bendPoint(study, bend), { ...options, name })
    },
  },
  {
    pattern: patterns.curve,
    group: 'networks',
    names: () => ['curve.safetensors'],
    lack: (state) => findPointLack(state, 'curve'),
    make: async (study, name, options) =>
      writeNetworkFile(study, await curvePoints(study), { ...options, name }),
  },
  {
    pattern: patterns.curvePoint,
    group: 'networks',
    names: curvePlaces,
    lack: (state) => findPointLack(state, 'curve'),
    make: async (study, name, options) => {
      const [t = Number.NaN] = numbersIn(patterns.curvePoint, name)
      return writeNetworkFile(study, await curvePoint(study, t), { ...options, name })
    },
  },
  {
    pattern: /^plane-x.*-y.*\.(?:safetensors|npz)$/,
    group: 'networks',
    names: planePlaces,
    lack: (state, name) =>
      findPointLack(state, 'landscape') ??
      (patterns.planePoint.test(name) ? undefined : { what: 'probe', state: 'missing' }),
    make: async (study, name, options) => {
      const [x = Number.NaN, y = Number.NaN] = numbersIn(patterns.planePoint, name)
      return writeNetworkFile(study, planePoint(study, x, y), { ...options, name })
    },
  },
  {
    pattern: patterns.snapshot,
    group: 'networks',
    names: snapshotNames,
    lack: findRaceLack,
    make: async (study, name, options) =>
      writeNetworkFile(study, snapshotPoint(study, ...snapshotIn(name)), { ...options, name }),
  },
]
