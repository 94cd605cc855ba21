/** Every way in which a request can fail; the page turns each into words and a remedy. */
export type EngineErrorCode =
  | 'invalid-request'
  | 'identical-endpoints'
  | 'file-missing'
  | 'shape-mismatch'
  | 'diverged'
  | 'out-of-memory'
  | 'device-lost'
  | 'unsupported'
  | 'format'
  | 'worker-died'
  | 'internal'

/** The one error that crosses the worker border: a code and a lower-case message with the offending value. */
export class EngineError extends Error {
  readonly code: EngineErrorCode

  constructor(code: EngineErrorCode, message: string) {
    super(message)
    this.name = 'EngineError'
    this.code = code
  }
}
