import { type Axis, type Grid, officialGrid } from '../../core/planes/grid.ts'
import type { Choices } from '../choices/choices.ts'
import type { PlaneFrame } from '../results.ts'

/** The grid that the choices ask for in a plane. */
export function gridOf(choices: Choices, frame: PlaneFrame): Grid {
  const { resolution: count, window, margin, planeReach } = choices
  if (window !== null) {
    const [x0, x1, y0, y1] = window
    return { x: { min: x0, max: x1, count }, y: { min: y0, max: y1, count } }
  }
  if (frame.kind === 'trajectory') return trailGrid(frame, count, margin)
  if (frame.kind !== 'random' && frame.kind !== 'hessian') return officialGrid(frame.plane, count, margin)
  const reach = planeReach * frame.plane.uLength
  const axis = { min: -reach, max: reach, count }
  return { x: axis, y: axis }
}

/** Around the origin and all drawn trainings of endpoints: other runs come and go, and the window stays. */
function trailGrid({ trails = [] }: PlaneFrame, count: number, margin: number): Grid {
  const points = trails.filter(({ run }) => run === undefined).flatMap((trail) => trail.points)
  const axis = (values: readonly number[]): Axis => {
    const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
    const air = margin * (high - low) || 1
    return { min: low - air, max: high + air, count }
  }
  return { x: axis(points.map(({ x }) => x)), y: axis(points.map(({ y }) => y)) }
}
