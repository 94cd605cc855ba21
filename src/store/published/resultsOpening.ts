import type { FileReader } from '../../client/createFileReader.ts'
import type { PublishedResult } from '../../protocol/publishedResult.ts'
import { markStep } from '../choices/editing.ts'
import type { Study } from '../context.ts'
import type { ComparisonState } from '../files/openingState.ts'
import type { PublishedResults } from '../results.ts'
import { problemOf } from '../running/requests.ts'
import { type ComparisonRequest, type PreparedComparison, prepareComparison } from './prepareComparison.ts'
import { showPublished } from './showPublished.ts'

/** The results of other programs in one opening of files. */
export class ResultsOpening {
  readonly #study: Study
  readonly #reader: FileReader
  #results: readonly PublishedResult[] = []
  #comparison: PreparedComparison | undefined

  constructor(study: Study, reader: FileReader) {
    this.#study = study
    this.#reader = reader
  }

  /** Whether a surface is to be computed anew once the files are taken. */
  get compares(): boolean {
    return this.#comparison !== undefined
  }

  /** Reads the results in files, by their numbers. */
  async read(files: readonly number[]): Promise<void> {
    const results: PublishedResult[] = []
    for (const file of files) results.push(await this.#reader.result(file))
    this.#results = results
  }

  /** Finds out whether a surface can be computed anew. */
  async prepare(request: Omit<ComparisonRequest, 'results'>, signal: AbortSignal): Promise<ComparisonState> {
    const asked = { ...request, results: this.#results }
    const { state, comparison } = await prepareComparison(this.#study, this.#reader, asked)
    if (!signal.aborted) this.#comparison = comparison
    return state
  }

  /** Shows the results. They join the step of undo that was made just before, if one was. */
  show(place: PublishedResults['place'], joinsStep: boolean): void {
    if (this.#results.length === 0 && !this.#comparison) return
    if (!joinsStep) markStep(this.#study)
    const problem = problemOf(this.#study.store.getState().choices)
    showPublished(this.#study, {
      results: this.#results,
      place: this.#comparison ? 'alone' : place,
      ...(this.#comparison && { comparison: { ...this.#comparison, problem } }),
    })
  }
}
