import { EngineError } from '../../protocol/engineError.ts'

/** Draws an SVG file into a PNG of `scale` pixels for each of its own. @throws EngineError `out-of-memory` where the browser refuses */
export async function rasterize(
  svg: Blob,
  { width, height, scale }: { readonly width: number; readonly height: number; readonly scale: number },
): Promise<Blob> {
  const url = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * scale
    canvas.height = height * scale
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (!png) throw new EngineError('out-of-memory', `no picture of ${canvas.width}×${canvas.height} pixels`)
    return png
  } finally {
    URL.revokeObjectURL(url)
  }
}
