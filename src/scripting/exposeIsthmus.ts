import { redo, undo } from '../store/choices/editing.ts'
import type { Study } from '../store/context.ts'
import { linkOf } from '../store/link/linkSync.ts'
import { cancelAll } from '../store/running/jobs.ts'
import { checkArguments, numberRule } from './checkArguments.ts'
import { followStudy } from './events.ts'
import type { FigureOptions, Isthmus } from './isthmus.ts'
import { IsthmusError, toIsthmusError } from './isthmusError.ts'
import { openScriptFiles } from './openFiles.ts'
import {
  chooseAll,
  evaluateCurve,
  evaluatePlane,
  evaluateSegment,
  takeArchitecture,
  train,
} from './runCalls.ts'

/** Puts the study within reach of scripts. */
export function exposeIsthmus(study: Study): void {
  window.isthmus = createIsthmus(study)
}

/** What scripts may call, bound to a study. */
export function createIsthmus(study: Study): Isthmus {
  const events = followStudy(study)
  const ready = whenThere(study)
  let stop = new AbortController()
  let waiting: File | undefined
  const call = async <T>(work: () => T | Promise<T>): Promise<T> => {
    await ready
    try {
      return await work()
    } catch (error) {
      throw toIsthmusError(error)
    }
  }
  return {
    ready,
    IsthmusError,
    open: (files, options) =>
      call(async () => {
        const scope = { study, events, signal: stop.signal, architecture: waiting }
        const report = await openScriptFiles(scope, files, options)
        if (report.state === 'done') waiting = undefined
        return report
      }),
    setArchitecture: (json) =>
      call(() => {
        const { taken, waiting: file } = takeArchitecture(study, json)
        waiting = file
        return taken
      }),
    choose: (choices) => call(() => chooseAll(study, choices)),
    train: (what, options) => call(() => train(study, what, options)),
    evaluateSegment: (request) => call(() => evaluateSegment(study, request)),
    evaluateCurve: (request) => call(() => evaluateCurve(study, request)),
    evaluatePlane: (request) => call(() => evaluatePlane(study, request)),
    export: (name, options) =>
      call(async () => {
        const { signal } = stop
        const { exportFile } = await import('../store/exporting/exportFile.ts')
        try {
          return await exportFile(study, String(name), { ...checkExport(options), signal })
        } catch (error) {
          if (signal.aborted) return { state: 'cancelled' }
          throw error
        }
      }),
    cancel() {
      stop.abort()
      stop = new AbortController()
      cancelAll(study)
    },
    undo: () => undo(study),
    redo: () => redo(study),
    on: (event, callback) => events.on(event, callback),
    choices: () => study.store.getState().choices,
    results: () => study.store.getState().results,
    link: () => linkOf(study.store.getState()),
    saveStudy: () =>
      call(async () => {
        const { packStudy } = await import('../store/keeping/packStudy.ts')
        return study.client.writeStudy(await packStudy(study))
      }),
  }
}

function checkExport(options: unknown): FigureOptions {
  const rules = { scale: numberRule(1, 4, { integer: true }), theme: ['paper', 'page'] }
  return checkArguments<FigureOptions>('export', options, rules)
}

/** Resolves when no link or recording is on its way any more. */
function whenThere({ store }: Study): Promise<void> {
  return new Promise((resolve) => {
    if (!store.getState().opening) resolve()
    else {
      const stop = store.subscribe(({ opening }) => {
        if (opening) return
        stop()
        resolve()
      })
    }
  })
}
