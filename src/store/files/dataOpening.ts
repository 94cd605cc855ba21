import type { FileReader } from '../../client/createFileReader.ts'
import type { DatasetRequest } from '../../protocol/fileReader.ts'
import type { Study } from '../context.ts'
import { toFailure } from '../running/jobs.ts'
import type { DataState } from './openingState.ts'

/** The data set in one opening of files, made anew whenever somebody chooses otherwise. */
export class DataOpening {
  readonly #study: Study
  readonly #reader: FileReader
  #madeFrom: DatasetRequest | undefined
  #madeId: string | undefined

  constructor(study: Study, reader: FileReader) {
    this.#study = study
    this.#reader = reader
  }

  /** Whether the data are still those of this request. */
  isMadeFrom(request: DatasetRequest): boolean {
    return request === this.#madeFrom
  }

  /** Makes the data and gives them to the engine, which forgets those that were made before; undefined where nobody wants them any more. */
  async make(request: DatasetRequest, signal: AbortSignal): Promise<DataState | undefined> {
    const before = this.#madeId
    const state = await this.#read(request)
    if (signal.aborted) return undefined
    this.#madeFrom = request
    this.#madeId = state.state === 'ready' ? state.data.id : undefined
    if (before !== undefined && before !== this.#madeId) await this.#forget(before)
    return state
  }

  async #read(request: DatasetRequest): Promise<DataState> {
    try {
      const { dataset, classNames, id, leftOut, unused } = await this.#reader.dataset(request)
      await this.#study.client.loadData({ id, dataset, classNames })
      const { inputShape, classCount, train, test } = dataset
      const counts = { trainCount: train.count, testCount: test.count }
      const bytes = train.inputs.byteLength + test.inputs.byteLength
      return { state: 'ready', data: { id, inputShape, classCount, ...counts, bytes, leftOut, unused } }
    } catch (error) {
      return { state: 'failed', message: toFailure(error).message }
    }
  }

  /** A large set is not to be held twice. */
  async #forget(id: string): Promise<void> {
    if (!this.#study.store.getState().opened.data.includes(id)) await this.#study.client.releaseData([id])
  }
}
