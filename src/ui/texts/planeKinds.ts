import type { PlaneFrame, PlaneMark, Trail } from '../../store/results.ts'
import { formatLoss, formatPercent } from './formatting.ts'
import { planeTexts } from './plane.ts'

/** Names of what is marked in a plane. */
export const markNames: Readonly<Record<PlaneMark['name'], string>> = {
  w1: 'w₁',
  w2: 'w₂',
  aligned: 'π(w₂)',
  origin: 'φ(t)',
}

const runNames = { fge: 'snapshots of FGE', sse: 'snapshots of SSE' } as const

/** Words of trainings that are drawn in a plane. */
export const trailTexts = {
  moment: (name: string, epoch: number, distance: string) =>
    `${name} after epoch ${Number(epoch.toFixed(1))}, ${distance} off the plane`,
  /** In a list, a figure's legend and a table. */
  name: ({ run, end }: { readonly run?: Trail['run'] | undefined; readonly end: number }, bends = 1) =>
    run === 'bend'
      ? bends > 1
        ? `bend ${end + 1} in training`
        : 'bend in training'
      : run
        ? runNames[run]
        : `training of w${'₁₂₃'.charAt(end)}`,
  list: 'Trainings in this plane',
  data: 'trainings in the plane',
  opened:
    'An endpoint was opened from a file; nothing is known of how it was trained, so it has no trajectory.',
  repeats:
    'Trainings of endpoints are repeated from their seeds to be drawn, which takes as long as they did. The way of the bends is drawn where the curve was trained on this page, the snapshots of FGE and SSE once the race is run.',
} as const

/** Words of networks outside the window. */
export const outsideTexts = {
  outside: (names: readonly PlaneMark['name'][]) =>
    `${names.map((name) => markNames[name]).join(' and ')} ${names.length === 1 ? 'lies' : 'lie'} outside this window.`,
  fit: 'Fit the window',
} as const

/** What the axes of a plane say. */
export function planeAxes(frame: Pick<PlaneFrame, 'kind' | 'explained' | 'eigenvalues'> | undefined): {
  readonly x: string
  readonly y: string
} {
  const { xLabel, towardsBend, towardsMode } = planeTexts
  switch (frame?.kind) {
    case 'modes':
      return { x: xLabel, y: towardsMode }
    case 'aligned':
      return { x: xLabel, y: 'distance towards π(w₂)' }
    case 'random':
      return { x: 'distance along random direction 1', y: 'distance along random direction 2' }
    case 'trajectory': {
      const label = (k: number) =>
        `distance along component ${k + 1}, ${formatPercent(frame.explained?.[k] ?? Number.NaN)} of the variance`
      return { x: label(0), y: label(1) }
    }
    case 'hessian': {
      const label = (k: number) =>
        `distance along eigenvector ${k + 1}, λ = ${formatLoss(frame.eigenvalues?.[k] ?? Number.NaN)}`
      return { x: label(0), y: label(1) }
    }
    default:
      return { x: xLabel, y: towardsBend }
  }
}

/** What a plane goes through, in a sentence about a figure. */
export function planeThrough({ kind }: Pick<PlaneFrame, 'kind'>, bendCount: number): string {
  switch (kind) {
    case 'modes':
      return 'three modes'
    case 'aligned':
      return 'w₁, w₂ and the permuted w₂'
    case 'random':
      return 'a network, along two random directions'
    case 'trajectory':
      return 'a network, along the principal components of its training'
    case 'hessian':
      return 'a network, along the two top eigenvectors of its Hessian'
    case 'curve':
      return bendCount > 1 ? 'w₁, w₂ and a bend' : 'w₁, w₂ and the bend'
  }
}
