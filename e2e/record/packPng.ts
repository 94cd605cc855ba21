import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signatureLength = 8

interface Chunk {
  readonly name: string
  readonly bytes: Buffer
}

function readChunks(png: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = signatureLength; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.push({
      name: png.toString('latin1', at + 4, at + 8),
      bytes: png.subarray(at + 8, at + 8 + length),
    })
    at += 12 + length
  }
  return chunks
}

function writeChunk({ name, bytes }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), bytes])
  const chunk = Buffer.alloc(bytes.length + 12)
  chunk.writeUInt32BE(bytes.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), bytes.length + 8)
  return chunk
}

/** What PNG's filter number `filter` expects from the bytes to the left, above, and above the left. */
function predict(filter: number, [left, above, corner]: readonly [number, number, number]): number {
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return (left + above) >> 1
  if (filter !== 4) return 0
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? above : corner
}

/** Undoes the filters of each row, which begins with the number of its filter. */
function readRows(filtered: Buffer, stride: number, pixelSize: number): Buffer {
  const rows = Buffer.alloc((filtered.length / (stride + 1)) * stride)
  for (let i = 0; i < rows.length; i++) {
    const [row, x] = [Math.floor(i / stride), i % stride]
    const at = (index: number, inside: boolean) => (inside ? (rows[index] as number) : 0)
    const left = at(i - pixelSize, x >= pixelSize)
    const above = at(i - stride, row > 0)
    const corner = at(i - stride - pixelSize, x >= pixelSize && row > 0)
    const filter = filtered[row * (stride + 1)] as number
    rows[i] = (filtered[i + row + 1] as number) + predict(filter, [left, above, corner])
  }
  return rows
}

/** Makes a screenshot smaller: each channel loses its last bit, which no eye sees and heatmaps are full of. 8 bits a channel. */
export function packPng(png: Buffer): Buffer {
  const chunks = readChunks(png)
  const header = chunks.find(({ name }) => name === 'IHDR')?.bytes
  if (!header) throw new Error('the picture has no header')
  const pixelSize = header[9] === 6 ? 4 : 3
  const stride = header.readUInt32BE(0) * pixelSize
  const data = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ bytes }) => bytes))
  const rows = readRows(inflateSync(data), stride, pixelSize)
  const plain = Buffer.alloc((rows.length / stride) * (stride + 1))
  for (let i = 0; i < rows.length; i++) plain[i + Math.floor(i / stride) + 1] = (rows[i] as number) | 1
  const packed = [
    { name: 'IHDR', bytes: header },
    { name: 'IDAT', bytes: deflateSync(plain, { level: 9, memLevel: 9 }) },
    { name: 'IEND', bytes: Buffer.alloc(0) },
  ]
  return Buffer.concat([png.subarray(0, signatureLength), ...packed.map(writeChunk)])
}
