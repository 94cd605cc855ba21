import type { Study } from '../context.ts'
import { releaseOpened } from './openedFiles.ts'

const underWay = new WeakMap<Study, Set<object>>()

function openingsOf(study: Study): Set<object> {
  const openings = underWay.get(study) ?? new Set()
  underWay.set(study, openings)
  return openings
}

/** From now until `endOpening` nothing is forgotten that no choice names: it may be what this opening has read. */
export function beginOpening(study: Study, opening: object): void {
  openingsOf(study).add(opening)
}

/** Forgets, once `work` is over, what no choice names; while another opening is under way that is left to its end. */
export async function endOpening(study: Study, opening: object, work: Promise<void>): Promise<void> {
  openingsOf(study).delete(opening)
  await work
  if (openingsOf(study).size === 0) await releaseOpened(study)
}
