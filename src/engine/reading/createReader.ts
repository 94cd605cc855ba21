import { type FileSource, largestFileBytes } from '../../formats/format.ts'
import { recognizeFormat } from '../../formats/registry.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { FileReaderApi, FileSummary, GivenFile, ReadingProgress } from '../../protocol/fileReader.ts'
import { type StudyRecord, studyTextKey } from '../../protocol/study.ts'
import { toStudyRecord } from '../studyFiles.ts'
import { toEngineError } from '../toEngineError.ts'
import { type KeptFile, summarizeFile } from './keptFile.ts'
import { makeDataset } from './makeDataset.ts'
import { matchDirections } from './matchDirections.ts'
import { matchCurve, matchWeights } from './matchWeights.ts'
import { publishFile } from './publishResult.ts'

type TellProgress = (progress: ReadingProgress) => void

/** The reader's verbs, without a thread: `readWorker.ts` puts them on the wire. It keeps what the last `read` gave. */
export function createReader(): FileReaderApi {
  let kept: readonly (KeptFile | undefined)[] = []
  const keptFile = (number: number): KeptFile => {
    const file = kept[number]
    if (!file) throw new EngineError('invalid-request', `file ${number}: not read`)
    return file
  }
  return {
    async read(files, onProgress) {
      const readings: Reading[] = []
      for (const [number, file] of files.entries()) readings.push(await readFile(file, number, onProgress))
      kept = readings.map((reading) => reading.kept)
      return readings.map(({ summary }) => summary)
    },
    dataset: async (request) => makeDataset(request, keptFile),
    weights: async (request) => matchWeights(request, keptFile),
    curve: async (request) => matchCurve(request, keptFile),
    result: async (file) => publishFile(keptFile(file)),
    study: async (file) => readStudy(keptFile(file)),
    directions: async (request) => matchDirections(request, keptFile),
  }
}

interface Reading {
  readonly summary: FileSummary
  readonly kept?: KeptFile
}

async function readFile(file: GivenFile, number: number, onProgress: TellProgress): Promise<Reading> {
  const head = { name: file.name, bytes: file.size }
  onProgress({ file: number, share: 0 })
  try {
    if (file.size > largestFileBytes) {
      const gibibytes = largestFileBytes / 2 ** 30
      throw new EngineError(
        'format',
        `${file.size} bytes; files of at most ${gibibytes} GiB (${largestFileBytes} bytes) are opened`,
      )
    }
    const source = toSource(file)
    const format = await recognizeFormat(source)
    if (!format) return { summary: { ...head, kind: 'unknown' } }
    const content = await format.parse(source, (share) => onProgress({ file: number, share }))
    const kept = { ...head, format: format.name, content }
    return { summary: summarizeFile(kept), kept }
  } catch (error) {
    const { message } = toEngineError(error)
    const what = (await looksLikeStudy(file)) ? 'the study is damaged: ' : ''
    return { summary: { ...head, kind: 'unreadable', message: `${what}${message}` } }
  }
}

/** Whether the start of a file that cannot be read is that of a study; its entry stands among the first. */
async function looksLikeStudy(file: GivenFile): Promise<boolean> {
  try {
    const head = new Uint8Array(await file.slice(0, Math.min(file.size, 200)).arrayBuffer())
    return new TextDecoder().decode(head).includes(studyTextKey)
  } catch {
    return false
  }
}

function readStudy({ name, content }: KeptFile): StudyRecord {
  if (content.kind === 'tensors') return toStudyRecord(content.tensors, content.metadata)
  throw new EngineError('invalid-request', `${name}: holds ${content.kind}, wanted a study`)
}

function toSource(file: GivenFile): FileSource {
  return {
    name: file.name,
    size: file.size,
    slice: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  }
}
