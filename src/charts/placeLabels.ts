/** A rectangle in pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A text to be placed beside a mark at (x, y) that keeps `radius` pixels for itself. */
export interface LabelRequest {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly text: string
  readonly fontSize: number
  /** Sides in the order in which they are tried. */
  readonly sides: readonly Side[]
}

export type Side = 'below' | 'above' | 'right' | 'left'

/** Centre of a placed text. */
export interface PlacedLabel {
  readonly x: number
  readonly y: number
  readonly side: Side
}

/**
 * Places labels one after another on the first side where they lie inside the frame and hit neither an obstacle nor an
 * earlier label; where every side hits something, on the one that hits least, pushed into the frame.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  frame: Box,
  obstacles: readonly Box[] = [],
): PlacedLabel[] {
  const taken = [...obstacles]
  return requests.map((request) => {
    let best: { label: PlacedLabel; box: Box; cost: number } | undefined
    for (const side of request.sides) {
      const box = pushInside(boxBeside(request, side), frame)
      const moved = distance(box, boxBeside(request, side))
      const cost = moved * 4 + taken.reduce((sum, other) => sum + overlap(box, other), 0)
      if (best && best.cost <= cost) continue
      best = { label: { x: box.x + box.width / 2, y: box.y + box.height / 2, side }, box, cost }
      if (cost === 0) break
    }
    if (best) taken.push(best.box)
    return best?.label ?? { x: request.x, y: request.y, side: 'below' }
  })
}

/** Width of a text in pixels, estimated without the DOM: about 0.58 em a character. */
export function estimateTextWidth(text: string, fontSize: number): number {
  return text.length * fontSize * 0.58
}

function boxBeside(request: LabelRequest, side: Side): Box {
  const width = estimateTextWidth(request.text, request.fontSize) + 4
  const height = request.fontSize * 1.25
  const { x, y, radius } = request
  switch (side) {
    case 'below':
      return { x: x - width / 2, y: y + radius, width, height }
    case 'above':
      return { x: x - width / 2, y: y - radius - height, width, height }
    case 'right':
      return { x: x + radius, y: y - height / 2, width, height }
    case 'left':
      return { x: x - radius - width, y: y - height / 2, width, height }
  }
}

function pushInside(box: Box, frame: Box): Box {
  const x = Math.max(frame.x, Math.min(box.x, frame.x + frame.width - box.width))
  const y = Math.max(frame.y, Math.min(box.y, frame.y + frame.height - box.height))
  return { ...box, x, y }
}

function distance(a: Box, b: Box): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

/** Shared area of two boxes in square pixels. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}
