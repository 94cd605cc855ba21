import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import sharp from 'sharp'

/** Two rows of screenshots of one screen: wide ones above, narrow ones below, light and dark side by side. */
export const sheetSizes = [
  { width: 1440, height: 900, row: 0 },
  { width: 768, height: 900, row: 1 },
  { width: 390, height: 844, row: 1 },
] as const

/** A screenshot of a screen in one size and theme. */
export interface Shot {
  readonly row: number
  readonly png: Buffer
}

const scale = 0.5
const gap = 12
const quality = 80

/** Lays out screenshots in rows, at half their size, and writes them as one WebP. */
export async function saveSheet(path: string, shots: readonly Shot[]): Promise<void> {
  const rows = [0, 1].map((row) => shots.filter((shot) => shot.row === row))
  const pieces: { readonly input: Buffer; readonly left: number; readonly top: number }[] = []
  let [width, top] = [0, 0]
  for (const row of rows) {
    let [left, height] = [0, 0]
    for (const { png } of row) {
      const size = await sharp(png).metadata()
      const input = await sharp(png)
        .resize({ width: Math.round(size.width * scale) })
        .toBuffer()
      pieces.push({ input, left, top })
      left += Math.round(size.width * scale) + gap
      height = Math.max(height, Math.round(size.height * scale))
    }
    width = Math.max(width, left - gap)
    top += height + gap
  }
  const sheet = sharp({ create: { width, height: top - gap, channels: 4, background: '#00000000' } })
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, await sheet.composite(pieces).webp({ quality, effort: 6 }).toBuffer())
}
