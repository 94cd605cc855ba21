import { EngineError, type EngineErrorCode } from '../protocol/engineError.ts'
import type { Failure, RunName } from '../store/state.ts'

/** The one error that scripts get: a code that tells kinds of trouble apart, a message for people, and the step where it was. */
export class IsthmusError extends Error {
  readonly code: EngineErrorCode
  /** The step that failed; absent where a call was refused before anything ran. */
  readonly step?: RunName

  constructor(code: EngineErrorCode, message: string, step?: RunName) {
    super(message)
    this.name = 'IsthmusError'
    this.code = code
    if (step !== undefined) this.step = step
  }
}

/** Refuses a call whose arguments mean nothing. */
export function refuse(message: string): IsthmusError {
  return new IsthmusError('invalid-request', message)
}

/** The failure of a step as an error. */
export function failedStep(step: RunName, { code, message }: Failure): IsthmusError {
  return new IsthmusError(code, message, step)
}

/** Whatever was thrown, with a code. */
export function toIsthmusError(error: unknown): IsthmusError {
  if (error instanceof IsthmusError) return error
  if (error instanceof EngineError) return new IsthmusError(error.code, error.message)
  if (error instanceof RangeError) return refuse(error.message)
  return new IsthmusError('internal', error instanceof Error ? error.message : String(error))
}
