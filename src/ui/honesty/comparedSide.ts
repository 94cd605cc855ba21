import type { BesideStudy } from '../../store/comparing/beside.ts'

/** A study that is compared with another, and what gets colours of its own in both. */
export interface ComparedSide extends Pick<BesideStudy, 'choices' | 'results'> {
  readonly range: readonly [lo: number, hi: number]
}
