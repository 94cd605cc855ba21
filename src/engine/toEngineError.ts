import { DataError } from '../core/data/dataError.ts'
import { TensorError } from '../core/inference/tensorError.ts'
import { ShapeError } from '../core/networks/shapeError.ts'
import { FormatError } from '../formats/formatError.ts'
import { EngineError } from '../protocol/engineError.ts'

/**
 * Gives any failure its code: known errors theirs, a refused allocation `out-of-memory`, any other RangeError (core's word
 * for a value that cannot be) `invalid-request`, the rest `internal`.
 */
export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error
  if (error instanceof ShapeError || error instanceof TensorError) return wrap('shape-mismatch', error)
  if (error instanceof FormatError || error instanceof DataError) return wrap('format', error)
  if (error instanceof RangeError) return wrap(codeOfRangeError(error), error)
  return error instanceof Error ? wrap('internal', error) : new EngineError('internal', String(error))
}

function codeOfRangeError({ message }: RangeError): EngineError['code'] {
  if (/allocation failed|invalid (typed )?array length|array size/i.test(message)) return 'out-of-memory'
  return /call stack/i.test(message) ? 'internal' : 'invalid-request'
}

function wrap(code: EngineError['code'], { message, stack }: Error): EngineError {
  const error = new EngineError(code, message)
  // The place where it happened, not the place where it was wrapped.
  if (stack !== undefined) error.stack = stack
  return error
}
