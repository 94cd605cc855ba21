import { Lane } from './lane.ts'
import { callLane, describeFailure } from './laneClient.ts'
import type { PoolAnswer, PoolRequest } from './poolMessages.ts'

/** The script of a worker of the pool: lanes by session, one answer to every call. */

const lanes = new Map<number, Lane>()

self.addEventListener('message', (event: MessageEvent<PoolRequest>) => {
  const request = event.data
  if (request.kind === 'close') lanes.delete(request.session)
  else void answer(request)
})

async function answer(request: Exclude<PoolRequest, { kind: 'close' }>): Promise<void> {
  let reply: PoolAnswer
  try {
    reply = { call: request.call, value: await perform(request) }
  } catch (error) {
    reply = { call: request.call, failure: describeFailure(error) }
  }
  self.postMessage(reply)
}

async function perform(request: Exclude<PoolRequest, { kind: 'close' }>): Promise<unknown> {
  if (request.kind === 'verb') return callLane(lanes.get(request.session), request.verb, request.args)
  lanes.set(request.session, await Lane.open(request.options))
  return undefined
}
