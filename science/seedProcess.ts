import { measureSeed } from './measureSeed.ts'
import type { SeedResults } from './results.ts'
import type { DataName } from './setting.ts'

/** What the process is told to measure. */
export interface SeedOrder {
  readonly data: DataName
  readonly seed: number
  readonly folder: string
}

/** What the process says: how far it is, and in the end what it found. */
export type SeedMessage =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly results: SeedResults }
  | { readonly kind: 'failed'; readonly message: string }

const say = (message: SeedMessage) => process.send?.(message)

// A run that is stopped takes its processes with it.
process.on('disconnect', () => process.exit())

process.on('message', (order: SeedOrder) => {
  const { data, seed, folder } = order
  measureSeed(data, seed, { folder, report: (share) => say({ kind: 'progress', share }) }).then(
    (results) => say({ kind: 'done', results }),
    (error: unknown) =>
      say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
})
