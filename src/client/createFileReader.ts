import { proxy, type Remote, transferHandlers, wrap } from 'comlink'
import { EngineError } from '../protocol/engineError.ts'
import { keepErrorCodes } from '../protocol/errorTransfer.ts'
import type {
  DatasetRequest,
  DirectionsRequest,
  FileReaderApi,
  FileSummary,
  GivenFile,
  ReadCurve,
  ReadDataset,
  ReadDirection,
  ReadingProgress,
  ReadWeights,
  WeightsRequest,
} from '../protocol/fileReader.ts'
import type { PublishedResult } from '../protocol/publishedResult.ts'
import type { StudyRecord } from '../protocol/study.ts'
import type { WorkerLike } from './workerHost.ts'

/** A worker that reads files, as the page sees it. Calls reject with an EngineError; after `dispose` all of them. */
export interface FileReader {
  read(
    files: readonly GivenFile[],
    onProgress?: (progress: ReadingProgress) => void,
  ): Promise<readonly FileSummary[]>
  dataset(request: DatasetRequest): Promise<ReadDataset>
  weights(request: WeightsRequest): Promise<ReadWeights>
  curve(request: WeightsRequest): Promise<ReadCurve>
  result(file: number): Promise<PublishedResult>
  directions(request: DirectionsRequest): Promise<readonly ReadDirection[]>
  study(file: number): Promise<StudyRecord>
  /** Ends the worker at once, whatever it is doing; what it had read is gone. */
  dispose(): void
}

/** Without a sign of life for so long the worker is ended: some file keeps it from its work. */
const silenceMs = 60_000

export interface FileReaderOptions {
  readonly createWorker?: () => WorkerLike
  readonly silenceMs?: number
}

/** Starts a worker that reads files; it is ended when a call makes no progress for a minute. */
export function createFileReader(options: FileReaderOptions = {}): FileReader {
  keepErrorCodes(transferHandlers)
  const worker = (options.createWorker ?? startWorker)()
  const remote = wrap<FileReaderApi>(worker)
  const life = new ReaderLife(worker, options.silenceMs ?? silenceMs)
  const call = <T>(work: (remote: Remote<FileReaderApi>) => Promise<T>) => life.guard(() => work(remote))
  return {
    read: (files, onProgress) =>
      call((reader) =>
        reader.read(
          files,
          proxy((progress: ReadingProgress) => {
            life.noteProgress(files[progress.file]?.name)
            if (!life.isOver) onProgress?.(progress)
          }),
        ),
      ),
    dataset: (request) => call((reader) => reader.dataset(request)),
    weights: (request) => call((reader) => reader.weights(request)),
    curve: (request) => call((reader) => reader.curve(request)),
    result: (file) => call<PublishedResult>(async (reader) => await reader.result(file)),
    directions: (request) => call((reader) => reader.directions(request)),
    study: (file) => call<StudyRecord>(async (reader) => await reader.study(file)),
    dispose: () => life.end(new EngineError('worker-died', 'reading was stopped')),
  }
}

/** Watches over the worker: calls that wait for it reject as soon as it is ended. */
class ReaderLife {
  readonly #worker: WorkerLike
  readonly #silenceMs: number
  readonly #waiting = new Set<(error: EngineError) => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #at: string | undefined
  #over: EngineError | undefined

  constructor(worker: WorkerLike, patienceMs: number) {
    this.#worker = worker
    this.#silenceMs = patienceMs
    worker.addEventListener('error', (event) => {
      const { message } = event as Event & { readonly message?: string }
      this.end(new EngineError('worker-died', `the reader stopped: ${message || 'its script failed'}`))
    })
    worker.addEventListener('messageerror', () =>
      this.end(new EngineError('worker-died', 'the reader stopped: a message could not be read')),
    )
  }

  get isOver(): boolean {
    return this.#over !== undefined
  }

  async guard<T>(work: () => Promise<T>): Promise<T> {
    if (this.#over) throw this.#over
    let reject: (error: EngineError) => void = () => {}
    const death = new Promise<never>((_resolve, rejectDeath) => {
      reject = rejectDeath
    })
    this.#waiting.add(reject)
    this.noteProgress(undefined)
    try {
      return await Promise.race([work(), death])
    } finally {
      this.#waiting.delete(reject)
      if (this.#waiting.size === 0) clearTimeout(this.#timer)
    }
  }

  /** A sign of life; `name` is the file that is read. */
  noteProgress(name: string | undefined): void {
    if (this.#over || this.#waiting.size === 0) return
    this.#at = name
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#giveUp(), this.#silenceMs)
  }

  end(reason: EngineError): void {
    if (this.#over) return
    this.#over = reason
    clearTimeout(this.#timer)
    this.#worker.terminate()
    for (const reject of this.#waiting) reject(reason)
  }

  #giveUp(): void {
    const seconds = Math.round(this.#silenceMs / 1000)
    const what = this.#at === undefined ? 'the files' : this.#at
    this.end(new EngineError('format', `${what}: reading made no progress for ${seconds} seconds`))
  }
}

function startWorker(): WorkerLike {
  return new Worker(new URL('../engine/reading/readWorker.ts', import.meta.url), {
    type: 'module',
    name: 'reader',
  })
}
