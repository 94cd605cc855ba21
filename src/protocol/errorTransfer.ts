import { EngineError, type EngineErrorCode } from './engineError.ts'

/** The part of Comlink's transfer handlers that errors need, stated here because protocol imports no package. */
interface ThrowHandler {
  canHandle(value: unknown): boolean
  serialize(value: unknown): [unknown, unknown[]]
  deserialize(value: unknown): unknown
}

interface WireError {
  readonly engineError: { readonly code: EngineErrorCode; readonly message: string; readonly stack?: string }
}

const wrapped = new WeakSet<object>()

/**
 * Wraps Comlink's own `throw` handler so that an EngineError keeps its code; Comlink carries name, message and stack
 * alone. Pass Comlink's `transferHandlers`, on both sides of a border, before the first call; calling it again changes
 * nothing. `classify` gives a code to whatever else is thrown; without it such errors cross as Comlink carries them.
 */
export function keepErrorCodes(
  handlers: Map<string, unknown>,
  classify: (thrown: unknown) => unknown = (thrown) => thrown,
): void {
  const original = handlers.get('throw') as ThrowHandler
  if (wrapped.has(original)) return
  const handler: ThrowHandler = {
    canHandle: (value) => original.canHandle(value),
    serialize: (thrown) => {
      const error = classify((thrown as { readonly value: unknown }).value)
      return error instanceof EngineError ? [toWire(error), []] : original.serialize(thrown)
    },
    deserialize: (value) => {
      if (isWireError(value)) throw fromWire(value)
      return original.deserialize(value)
    },
  }
  wrapped.add(handler)
  handlers.set('throw', handler)
}

function toWire({ code, message, stack }: EngineError): WireError {
  return { engineError: { code, message, ...(stack === undefined ? {} : { stack }) } }
}

function fromWire({ engineError }: WireError): EngineError {
  const error = new EngineError(engineError.code, engineError.message)
  if (engineError.stack !== undefined) error.stack = engineError.stack
  return error
}

function isWireError(value: unknown): value is WireError {
  return typeof value === 'object' && value !== null && 'engineError' in value
}
