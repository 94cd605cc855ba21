import type { Study } from '../context.ts'

/** Makes room beside the present study for another one; one that is there stays. */
export function openComparison({ store }: Study): void {
  store.setState(({ beside }) => ({ beside: beside ?? { sameDistances: false } }))
}

/** Puts the other study away. */
export function closeComparison({ store }: Study): void {
  store.setState({ beside: undefined })
}
