import { expose, type Remote, releaseProxy, transfer, transferHandlers } from 'comlink'
import { keepErrorCodes } from '../../protocol/errorTransfer.ts'
import type { FileReaderApi, ReadingProgress } from '../../protocol/fileReader.ts'
import { toEngineError } from '../toEngineError.ts'
import { createReader } from './createReader.ts'

/** The script of the worker that reads files: whoever started it may end it at any moment. */

keepErrorCodes(transferHandlers, toEngineError)

/** Between two messages of progress; a checkpoint may have a hundred thousand tensors. */
const progressMs = 50

const reader = createReader()

const api: FileReaderApi = {
  ...reader,
  async dataset(request) {
    const made = await reader.dataset(request)
    const { train, test } = made.dataset
    const arrays = [train.inputs, train.labels, test.inputs, test.labels]
    return transfer(made, [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))])
  },
  async study(file) {
    const record = await reader.study(file)
    const buffers = new Set(Object.values(record.arrays).map(({ buffer }) => buffer as ArrayBuffer))
    return transfer(record, [...buffers])
  },
  async read(files, onProgress) {
    const remote = onProgress as Remote<(progress: ReadingProgress) => void>
    let last = Promise.resolve()
    let sentAt = Number.NEGATIVE_INFINITY
    let sentFile = -1
    try {
      return await reader.read(files, (progress) => {
        const now = performance.now()
        if (progress.file === sentFile && now - sentAt < progressMs) return
        sentAt = now
        sentFile = progress.file
        last = remote(progress).catch(() => {})
      })
    } finally {
      await last
      remote[releaseProxy]()
    }
  },
}

expose(api)
