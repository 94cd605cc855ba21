import { expose, type Remote, releaseProxy, transfer, transferHandlers } from 'comlink'
import type { EngineApi } from '../protocol/engineApi.ts'
import { keepErrorCodes } from '../protocol/errorTransfer.ts'
import type { EvaluatePart, EvaluateResult } from '../protocol/evaluation.ts'
import { createBackends } from './backends/createBackends.ts'
import { createLab } from './lab.ts'
import { toEngineError } from './toEngineError.ts'
import { createYieldTask } from './yieldTask.ts'

/** The worker's script: puts the lab on the wire. What is Comlink's stands here alone. */

keepErrorCodes(transferHandlers, toEngineError)

const lab = createLab({
  now: () => performance.now(),
  yieldTask: createYieldTask(),
  backends: createBackends(),
})

const api: EngineApi = {
  ...lab,
  train: (job, request, onEvent) => withEvents(onEvent, (send) => lab.train(job, request, send)),
  trainCurve: (job, request, onEvent) => withEvents(onEvent, (send) => lab.trainCurve(job, request, send)),
  evaluate: (job, request, onPart) =>
    withEvents(onPart, async (send) => {
      const outcome = await lab.evaluate(job, request, (part) => send(transfer(part, buffersOf(part))))
      return outcome.state === 'done' ? transfer(outcome, buffersOf(outcome.value)) : outcome
    }),
  trainSnapshots: (job, request, onEvent) =>
    withEvents(onEvent, (send) => lab.trainSnapshots(job, request, send)),
  compare: (job, request, onPart) => withEvents(onPart, (send) => lab.compare(job, request, send)),
  align: (job, request, onEvent) => withEvents(onEvent, (send) => lab.align(job, request, send)),
  hessian: (job, request, onEvent) => withEvents(onEvent, (send) => lab.hessian(job, request, send)),
  async writeStudy(record) {
    const bytes = await lab.writeStudy(record)
    return transfer(bytes, [bytes.buffer])
  },
  async predict(job, request) {
    const outcome = await lab.predict(job, request)
    return outcome.state === 'done'
      ? transfer(outcome, [outcome.value.probabilities.buffer as ArrayBuffer])
      : outcome
  },
  async writeNetwork(job, request) {
    const outcome = await lab.writeNetwork(job, request)
    return outcome.state === 'done' ? transfer(outcome, [outcome.value.buffer]) : outcome
  },
  async writeResults(file) {
    const bytes = await lab.writeResults(file)
    return transfer(bytes, [bytes.buffer])
  },
}

expose(api)

/**
 * The page's callback is a proxy over a port of its own, on which events may be overtaken by the answer: waits until the last
 * one arrived, then closes the port.
 */
async function withEvents<Event, Result>(
  onEvent: (event: Event) => void,
  work: (send: (event: Event) => void) => Promise<Result>,
): Promise<Result> {
  const remote = onEvent as Remote<(event: unknown) => void>
  let last = Promise.resolve()
  try {
    return await work((event) => {
      // What the page does with an event is no concern of the job.
      last = remote(event).catch(() => {})
    })
  } finally {
    await last
    remote[releaseProxy]()
  }
}

function buffersOf({ values }: Pick<EvaluatePart | EvaluateResult, 'values'>): Transferable[] {
  return Object.values(values).flatMap(({ nll, correct }) => [nll.buffer, correct.buffer]) as ArrayBuffer[]
}
