import type { Choices } from '../store/choices.ts'
import type { Study } from '../store/context.ts'
import { setChoices } from '../store/editing.ts'
import { checkChoices } from '../store/link.ts'
import { linkOf } from '../store/linkSync.ts'
import type { Results } from '../store/results.ts'
import { runAll } from '../store/runAll.ts'
import { packStudy } from '../store/studyRecord.ts'

/** What scripts on the page may call, as `window.isthmus`. */
export interface IsthmusScript {
  /** All choices as they are. */
  choices(): Choices
  /** What came back so far. */
  results(): Results
  /** Changes choices, as one step of undo. @throws RangeError naming a choice that does not exist or a value out of its bounds */
  set(patch: Partial<Choices>): void
  /** Runs what is not fresh; tells how that ended. */
  run(): Promise<'done' | 'cancelled' | 'failed'>
  /** The part of the address after `#` that reproduces the study. */
  link(): string
  /** The study as the bytes of a file. */
  saveStudy(): Promise<Uint8Array>
}

declare global {
  interface Window {
    isthmus?: IsthmusScript
  }
}

/** Puts the study within reach of scripts. */
export function exposeIsthmus(study: Study): void {
  window.isthmus = {
    choices: () => study.store.getState().choices,
    results: () => study.store.getState().results,
    set: (patch) => setChoices(study, checkChoices(patch)),
    run: () => runAll(study),
    link: () => linkOf(study.store.getState()),
    saveStudy: async () => study.client.writeStudy(await packStudy(study)),
  }
}
