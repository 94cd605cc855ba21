/** What spans the plane that is drawn: points alone for the first two and the last, directions from an origin for the others. */
export const planeKinds = ['curve', 'modes', 'random', 'trajectory', 'hessian', 'aligned'] as const

export type PlaneKind = (typeof planeKinds)[number]

/** Planes that are laid at an origin along directions; they have no natural window. */
const directed: readonly PlaneKind[] = ['random', 'trajectory', 'hessian']

/** Whether a plane goes from an origin along directions. */
export function isDirected(kind: PlaneKind): boolean {
  return directed.includes(kind)
}
