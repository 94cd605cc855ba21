import { moveViewpoint, type Viewpoint } from './viewpoint.ts'

/** Where a relief is seen from and how far it stands up, and the movements of both. */
export interface ReliefMotion {
  viewpoint(): Viewpoint
  /** 0 is the heatmap, 1 the relief. */
  share(): number
  setViewpoint(to: Viewpoint, durationMs?: number): void
  /** Turns by angles in radians and zooms by a factor. */
  move(by: Partial<Viewpoint>): void
  /** Stands up from the heatmap (1), or lies down to it (0); resolves when it is there or nothing moves any more. */
  raise(share: 0 | 1, durationMs: number): Promise<void>
  /** Turns slowly by itself. */
  spin(isOn: boolean): void
  /** Asks for one drawing in the next frame. */
  request(): void
  dispose(): void
}

interface Movement {
  readonly kind: 'viewpoint' | 'share'
  readonly begun: number
  readonly durationMs: number
  readonly at: (done: number) => void
  readonly finish: () => void
}

/** Turn of a relief left to itself, in radians a second. */
const spinSpeed = 0.16

/** Makes the motion of a relief. `draw` is called once a frame while something moves, and never while all is at rest. */
export function createReliefMotion(
  initial: Viewpoint,
  draw: () => void,
  onView: (viewpoint: Viewpoint) => void,
): ReliefMotion {
  let viewpoint = initial
  let share = 0
  let movements: readonly Movement[] = []
  let lastTurn: number | undefined
  let frame: number | undefined
  let isOver = false

  const look = (to: Viewpoint) => {
    viewpoint = to
    onView(to)
    request()
  }
  const request = () => {
    if (isOver) return
    frame ??= requestAnimationFrame((now) => {
      frame = undefined
      advance(now)
      draw()
      if (movements.length > 0 || lastTurn !== undefined) request()
    })
  }
  const advance = (now: number) => {
    const over = movements.filter(({ begun, durationMs, at }) => {
      const time = Math.min(1, Math.max(0, (now - begun) / durationMs))
      at(ease(time))
      return time === 1
    })
    movements = movements.filter((movement) => !over.includes(movement))
    for (const { finish } of over) finish()
    if (lastTurn === undefined) return
    // A tab that was hidden does not catch up.
    const seconds = Math.min(0.1, Math.max(0, (now - lastTurn) / 1000))
    lastTurn = now
    look(moveViewpoint(viewpoint, { azimuth: -spinSpeed * seconds }))
  }
  const stop = (kind: Movement['kind']) => {
    const stopped = movements.filter((movement) => movement.kind === kind)
    movements = movements.filter((movement) => movement.kind !== kind)
    for (const { finish } of stopped) finish()
  }
  const animate = (kind: Movement['kind'], durationMs: number, at: (done: number) => void) => {
    stop(kind)
    if (durationMs <= 0) {
      at(1)
      request()
      return Promise.resolve()
    }
    return new Promise<void>((finish) => {
      movements = [...movements, { kind, begun: performance.now(), durationMs, at, finish }]
      request()
    })
  }
  return {
    viewpoint: () => viewpoint,
    share: () => share,
    setViewpoint(to, durationMs = 0) {
      const from = viewpoint
      const turn = to.azimuth - from.azimuth
      // The short way round.
      const azimuth = turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI))
      void animate('viewpoint', durationMs, (done) => {
        look({
          azimuth: from.azimuth + azimuth * done,
          elevation: from.elevation + (to.elevation - from.elevation) * done,
          zoom: from.zoom * (to.zoom / from.zoom) ** done,
        })
      })
    },
    move(by) {
      stop('viewpoint')
      look(moveViewpoint(viewpoint, by))
    },
    raise(to, durationMs) {
      const from = share
      return animate('share', durationMs, (done) => {
        share = from + (to - from) * done
      })
    },
    spin(isOn) {
      lastTurn = isOn ? performance.now() : undefined
      if (isOn) request()
    },
    request,
    dispose() {
      isOver = true
      if (frame !== undefined) cancelAnimationFrame(frame)
      stop('viewpoint')
      stop('share')
    },
  }
}

/** Slow at both ends. */
function ease(time: number): number {
  return time < 0.5 ? 4 * time ** 3 : 1 - (2 - 2 * time) ** 3 / 2
}
