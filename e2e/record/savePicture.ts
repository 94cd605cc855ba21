import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import sharp from 'sharp'

/** WebP's 0…100: at this no band is seen in a heatmap, and letters stay sharp. */
const quality = 88

/** Writes a screenshot as WebP, `width` pixels wide where that is given. */
export async function savePicture(path: string, png: Buffer, width?: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const picture = sharp(png)
  await (width === undefined ? picture : picture.resize({ width })).webp({ quality, effort: 6 }).toFile(path)
}

/** Frames of the same size, shown for `delayMs` each (or the last one longer), over and over, as animated WebP. */
export async function saveFilm(
  path: string,
  frames: readonly Buffer[],
  { width, delayMs, lastMs }: { readonly width: number; readonly delayMs: number; readonly lastMs: number },
): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const small = await Promise.all(frames.map((frame) => sharp(frame).resize({ width }).png().toBuffer()))
  const delay = small.map((_, i) => (i === small.length - 1 ? lastMs : delayMs))
  await sharp(small, { join: { animated: true } })
    .webp({ quality: 80, effort: 6, loop: 0, delay })
    .toFile(path)
}
