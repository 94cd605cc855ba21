import type { Viewpoint } from '../../charts/relief/viewpoint.ts'
import type { Study } from '../../store/context.ts'

const viewpoints = new WeakMap<Study, Viewpoint>()

/** Where the relief of a study was looked at from last; undefined before anybody did. */
export function lastViewpoint(study: Study): Viewpoint | undefined {
  return viewpoints.get(study)
}

/** Keeps it, for the next look and for pictures. */
export function keepViewpoint(study: Study, viewpoint: Viewpoint): void {
  viewpoints.set(study, viewpoint)
}
