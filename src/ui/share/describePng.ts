/** Bytes of a PNG before its first chunk, and of the header chunk that must come first (PNG 1.2, sections 3.1 and 4.1.1). */
const headerEnd = 8 + 25

/** Adds texts to a PNG as `iTXt` chunks, such as `Description` and `Source`, which programs show as its properties. */
export async function describePng(png: Blob, texts: Readonly<Record<string, string>>): Promise<Blob> {
  const bytes = new Uint8Array(await png.arrayBuffer())
  const chunks = Object.entries(texts).map(([keyword, text]) => createText(keyword, text))
  return new Blob([bytes.subarray(0, headerEnd), ...chunks, bytes.subarray(headerEnd)], { type: 'image/png' })
}

/** Keyword, no compression, no language, no translated keyword, then the text in UTF-8 (section 4.2.3.3). */
function createText(keyword: string, text: string): Uint8Array<ArrayBuffer> {
  return createChunk(new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`))
}

/** A chunk from its type and data: length, both, and their checksum. */
function createChunk(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(content.length + 8)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, content.length - 4)
  chunk.set(content, 4)
  view.setUint32(chunk.length - 4, checksum(content))
  return chunk
}

/** CRC-32 (PNG 1.2, appendix 15), bit by bit: texts are short. */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}
