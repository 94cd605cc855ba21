import { parseArchitecture } from '../../core/networks/parseArchitecture.ts'
import { ShapeError } from '../../core/networks/shapeError.ts'
import { parseOpenedData, parseOpenedFile } from '../../core/openedId.ts'

/** How one kind of choice is written in a link, read back and bounded. `decode` answers undefined for what it cannot accept. */
export interface ChoiceKind<T> {
  readonly encode: (value: T) => string
  readonly decode: (text: string) => T | undefined
}

export interface NumberKind extends ChoiceKind<number> {
  readonly kind: 'number'
  readonly min: number
  readonly max: number
  readonly integer: boolean
}

export interface OptionKind<T extends string> extends ChoiceKind<T> {
  readonly kind: 'option'
  readonly options: readonly T[]
}

export interface NumbersKind extends ChoiceKind<readonly number[]> {
  readonly kind: 'numbers'
  readonly min: number
  readonly max: number
  readonly maxLength: number
}

function decodeNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

/** A finite number in [min, max]. */
export function numberKind(min: number, max: number, { integer = false } = {}): NumberKind {
  return {
    kind: 'number',
    min,
    max,
    integer,
    encode: (value) => String(value),
    decode: (text) => {
      const value = decodeNumber(text)
      return value >= min && value <= max && (!integer || Number.isInteger(value)) ? value : undefined
    },
  }
}

/** One word out of a list. */
export function optionKind<const T extends string>(options: readonly T[]): OptionKind<T> {
  return {
    kind: 'option',
    options,
    encode: (value) => value,
    decode: (text) => options.find((option) => option === text),
  }
}

/** Yes or no, written 1 or 0. */
export function flagKind(): ChoiceKind<boolean> & { readonly kind: 'flag' } {
  return {
    kind: 'flag',
    encode: (value) => (value ? '1' : '0'),
    decode: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  }
}

/** Whole numbers in [min, max], at most `maxLength` of them, written `16-16`; none is written `none`. */
export function numbersKind(min: number, max: number, maxLength: number): NumbersKind {
  return {
    kind: 'numbers',
    min,
    max,
    maxLength,
    encode: (values) => (values.length === 0 ? 'none' : values.join('-')),
    decode: (text) => {
      if (text === 'none') return []
      const values = text.split('-').map(decodeNumber)
      const fine = values.every((value) => Number.isInteger(value) && value >= min && value <= max)
      return fine && values.length <= maxLength ? values : undefined
    },
  }
}

/** A number or `null` for "let the app decide", written `auto`. */
export function optionalNumberKind(
  min: number,
  max: number,
): ChoiceKind<number | null> & { readonly kind: 'optional-number' } {
  const inner = numberKind(min, max)
  return {
    kind: 'optional-number',
    encode: (value) => (value === null ? 'auto' : inner.encode(value)),
    decode: (text) => (text === 'auto' ? null : inner.decode(text)),
  }
}

/** Bend number (from 1) and its place in the plane through the endpoints and that bend, in weight-space distance. */
export interface BendPlace {
  readonly bend: number
  readonly x: number
  readonly y: number
}

/** Places of bends, one after another, written `1_6.2_5.4~1_7_5`; none is written `none`. */
export function placesKind(
  maxLength: number,
): ChoiceKind<readonly BendPlace[]> & { readonly kind: 'places'; readonly maxLength: number } {
  return {
    kind: 'places',
    maxLength,
    encode: (places) => places.map(({ bend, x, y }) => `${bend}_${x}_${y}`).join('~') || 'none',
    decode: (text) => {
      if (text === 'none') return []
      const places = text.split('~').map(decodePlace)
      if (places.length > maxLength) return undefined
      return places.every((place) => place !== undefined) ? places : undefined
    },
  }
}

function decodePlace(text: string): BendPlace | undefined {
  const [bend, x, y, ...rest] = text.split('_').map(decodeNumber)
  if (bend === undefined || x === undefined || y === undefined || rest.length > 0) return undefined
  const fine = Number.isInteger(bend) && bend >= 1 && bend <= 20 && Number.isFinite(x) && Number.isFinite(y)
  return fine ? { bend, x, y } : undefined
}

/** The visible part of the plane: x from, x to, y from, y to, in weight-space distance. */
export type PlaneWindow = readonly [number, number, number, number]

/** A window of the plane, or null for the usual one. */
export function windowKind(): ChoiceKind<PlaneWindow | null> & { readonly kind: 'window' } {
  return {
    kind: 'window',
    encode: (value) => (value === null ? 'auto' : value.join('_')),
    decode: (text) => {
      if (text === 'auto') return null
      const [x0, x1, y0, y1, ...rest] = text.split('_').map(decodeNumber)
      if (x0 === undefined || x1 === undefined || y0 === undefined || y1 === undefined) return undefined
      const finite = [x0, x1, y0, y1].every((value) => Math.abs(value) < 1e9)
      return rest.length === 0 && finite && x0 < x1 && y0 < y1 ? [x0, x1, y0, y1] : undefined
    },
  }
}

/** The name of an opened file of weights, `name!hash`, or of opened data, `name!hash!shape!classes`; empty is written `none`. */
export function fileKind(
  holds: 'weights' | 'data',
): ChoiceKind<string> & { readonly kind: 'file'; readonly holds: 'weights' | 'data' } {
  const parse = holds === 'data' ? parseOpenedData : parseOpenedFile
  return {
    kind: 'file',
    holds,
    encode: (value) => value || 'none',
    decode: (text) => (text === 'none' ? '' : parse(text) ? text : undefined),
  }
}

/** An architecture as JSON, which can be planned; empty is written `none`. */
export function architectureKind(): ChoiceKind<string> & { readonly kind: 'architecture' } {
  return {
    kind: 'architecture',
    encode: (value) => value || 'none',
    decode: (text) => (text === 'none' ? '' : isArchitecture(text) ? text : undefined),
  }
}

function isArchitecture(text: string): boolean {
  try {
    parseArchitecture(JSON.parse(text))
    return true
  } catch (error) {
    if (error instanceof ShapeError || error instanceof SyntaxError) return false
    throw error
  }
}
