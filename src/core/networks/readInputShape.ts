import { describeValue, formatShape } from './layerSettings.ts'
import { LIMITS } from './network.ts'
import { ShapeError } from './shapeError.ts'

/**
 * Checks an architecture's input: `[features]` or `[channels, height, width]`.
 *
 * @throws ShapeError at `input`
 */
export function readInputShape(input: unknown): readonly number[] {
  const place = { path: 'input' }
  const wanted = '[features] or [channels, height, width] in positive whole numbers'
  if (!Array.isArray(input)) throw new ShapeError(place, describeValue(input), wanted)
  if (input.length !== 1 && input.length !== 3) {
    throw new ShapeError(place, `a list of ${input.length}`, wanted)
  }
  const stray = input.findIndex((side) => !Number.isInteger(side) || side < 1)
  if (stray >= 0) throw new ShapeError(place, `${describeValue(input[stray])} as number ${stray + 1}`, wanted)
  const size = input.reduce((product: number, side: number) => product * side, 1)
  if (size > LIMITS.layerSize) {
    throw new ShapeError(place, `shape ${formatShape(input)}`, `at most ${LIMITS.layerSize} values a sample`)
  }
  return input
}
