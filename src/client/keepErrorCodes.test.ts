import { expose, transferHandlers, wrap } from 'comlink'
import { afterEach, expect, it } from 'vitest'
import { EngineError } from '../protocol/engineError.ts'
import { keepErrorCodes } from '../protocol/errorTransfer.ts'

const original = transferHandlers.get('throw')
const ports: MessagePort[] = []

afterEach(() => {
  if (original) transferHandlers.set('throw', original)
  for (const port of ports.splice(0)) port.close()
})

/** What arrives on the other side of a border when `error` is thrown. */
async function sendAcross(error: unknown): Promise<unknown> {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  expose(() => Promise.reject(error), port1)
  const call = wrap<() => Promise<void>>(port2)
  return call().catch((arrived: unknown) => arrived)
}

it('keeps the code of an EngineError', async () => {
  keepErrorCodes(transferHandlers)
  const error = new EngineError('out-of-memory', 'the grid is too large: 900×900')
  const arrived = await sendAcross(error)
  expect(arrived).toBeInstanceOf(EngineError)
  expect(arrived).toMatchObject({ code: 'out-of-memory', message: error.message, stack: error.stack })
})

it('is needed: Comlink alone drops the code', async () => {
  const arrived = await sendAcross(new EngineError('format', 'x'))
  expect(arrived).not.toHaveProperty('code')
})

it('classifies other errors where it is told how', async () => {
  keepErrorCodes(transferHandlers, (thrown) => new EngineError('internal', String(thrown)))
  expect(await sendAcross(new TypeError('broken'))).toMatchObject({
    code: 'internal',
    message: 'TypeError: broken',
  })
})

it('leaves other errors to Comlink, and wraps only once', async () => {
  keepErrorCodes(transferHandlers)
  const handler = transferHandlers.get('throw')
  keepErrorCodes(transferHandlers)
  expect(transferHandlers.get('throw')).toBe(handler)
  expect(await sendAcross(new TypeError('broken'))).toMatchObject({ name: 'TypeError', message: 'broken' })
})
