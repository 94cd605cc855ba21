import { ShapeError } from './shapeError.ts'

/** A layer's position and type, for errors. */
export interface LayerPlace {
  readonly path: string
  readonly type: string
}

/** A shape in words: `64`, `16 × 7 × 7`. */
export function formatShape(shape: readonly number[]): string {
  return shape.join(' × ')
}

/** Any value in a few words, whatever a file held. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a ${typeof value}`
}

/**
 * A whole-number setting within its bounds.
 *
 * @throws ShapeError that names the setting, for fractions, NaN, text and numbers out of bounds
 */
export function readWhole(
  place: LayerPlace,
  name: string,
  options: { readonly value: unknown; readonly min: number; readonly max: number },
): number {
  const { value, min, max } = options
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value
  throw new ShapeError(place, `${name} ${describeValue(value)}`, `a whole number from ${min} to ${max}`)
}

/**
 * A setting that passes `accepts`, or its default where it is absent.
 *
 * @throws ShapeError that names the setting and what it wants
 */
export function readSetting<T>(
  place: LayerPlace,
  name: string,
  options: {
    readonly value: T | undefined
    readonly accepts: (value: unknown) => boolean
    readonly wanted: string
  },
): T | undefined {
  const { value, accepts, wanted } = options
  if (value === undefined || accepts(value)) return value
  throw new ShapeError(place, `${name} ${describeValue(value)}`, wanted)
}

/** Tells whether something is a number from `min` to `max`; NaN is not. */
export function isWithin(min: number, max: number): (value: unknown) => boolean {
  return (value) => typeof value === 'number' && value >= min && value <= max
}
