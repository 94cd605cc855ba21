import type { FileSource, ReadProgress } from '../format.ts'
import { FormatError } from '../formatError.ts'

/** Bytes that are decoded at a time. */
const pieceBytes = 2 ** 18

/**
 * The text of a file in pieces, its byte order mark taken off and every line end made `\n`. UTF-8, or UTF-16 where a byte
 * order mark says so. @throws FormatError where bytes are no such text, or a character is NUL
 */
export async function* readText(file: FileSource, progress?: ReadProgress): AsyncGenerator<string> {
  const decoder = await createDecoder(file)
  let held = ''
  for (let start = 0; start < file.size; start += pieceBytes) {
    const end = Math.min(start + pieceBytes, file.size)
    const bytes = await file.slice(start, end)
    const text = held + decode(decoder, bytes, { start, last: end === file.size })
    // Its other half may be in the next piece.
    held = text.endsWith('\r') && end < file.size ? '\r' : ''
    yield (held ? text.slice(0, -1) : text).replace(/\r\n?/g, '\n')
    progress?.(end / file.size)
  }
}

async function createDecoder(file: FileSource): Promise<TextDecoder> {
  const [first, second] = await file.slice(0, Math.min(2, file.size))
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding, { fatal: true })
}

function decode(
  decoder: TextDecoder,
  bytes: Uint8Array,
  { start, last }: { readonly start: number; readonly last: boolean },
): string {
  const place = `bytes ${start} to ${start + bytes.length - 1}`
  let text: string
  try {
    text = decoder.decode(bytes, { stream: !last })
  } catch {
    throw new FormatError('csv', place, `not ${decoder.encoding.toUpperCase()} text; save the table as UTF-8`)
  }
  if (text.includes('\0')) throw new FormatError('csv', place, 'a NUL character: this is no text file')
  return text
}
