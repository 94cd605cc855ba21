import type { FileSource, ReadProgress } from './format.ts'
import { FormatError } from './formatError.ts'

/**
 * Bytes handed to the decompressor at a time. It may answer each with a thousandfold at once, which no reader can stop:
 * 32 MiB at most.
 */
const pieceBytes = 2 ** 15

/** A byte of deflate stands for at most so many: the longest match is 258 bytes and takes two bits. */
export const largestRatio = 1032

/** Whether a file starts as gzip does. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}

/**
 * Inflates a gzip file piece by piece; whoever stops asking stops the work. @throws FormatError under the name `format`
 * where the file is damaged or its checksum is wrong
 */
export async function* gunzip(
  file: FileSource,
  format: string,
  progress?: ReadProgress,
): AsyncGenerator<Uint8Array> {
  let at = 0
  const compressed = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const end = Math.min(at + pieceBytes, file.size)
        if (end > at) controller.enqueue(await file.slice(at, end))
        at = end
        progress?.(at / Math.max(1, file.size))
        if (at === file.size) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const reader = compressed.pipeThrough(new DecompressionStream('gzip')).getReader()
  try {
    for (;;) {
      const { done, value } = await read(reader, format, () => at)
      if (done) return
      yield value
    }
  } finally {
    // Rejects with the very error that was thrown already.
    await reader.cancel().catch(() => {})
  }
}

async function read(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  format: string,
  where: () => number,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read()
  } catch (error) {
    const message = error instanceof Error && error.message ? error.message : String(error)
    throw new FormatError(format, `gzip, before byte ${where()}`, `cannot be inflated: ${message}`)
  }
}
