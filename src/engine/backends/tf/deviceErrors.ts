import { EngineError } from '../../../protocol/engineError.ts'

/** An EngineError as it is; a failed allocation of the JavaScript heap as `out-of-memory`; anything else unchanged. */
export function translateError(error: unknown): unknown {
  if (error instanceof EngineError) return error
  if (
    error instanceof RangeError &&
    /alloc|array (buffer )?length|out of memory|too large/i.test(error.message)
  ) {
    return new EngineError('out-of-memory', `allocation failed: ${error.message}`)
  }
  return error
}
