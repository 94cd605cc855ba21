import type { Page } from '@playwright/test'
import { sourceOf } from '../src/fixtures/fixtureFile.ts'
import { npzFormat } from '../src/formats/arrays/npz.ts'
import type { NamedTensor } from '../src/formats/tensor.ts'
import type {} from '../src/scripting/isthmus.ts'

/** The bytes of an exported file, by its name. */
export async function exportBytes(page: Page, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const text = await page.evaluate(async (file) => {
    const blob = await window.isthmus?.export(file)
    if (!(blob instanceof Blob)) throw new Error(`no ${file}`)
    const bytes = new Uint8Array(await blob.arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  }, name)
  return new Uint8Array(Buffer.from(text, 'base64'))
}

/** The arrays of an npz, in their order. */
export async function readNpz(bytes: Uint8Array): Promise<readonly NamedTensor[]> {
  const content = await npzFormat.parse(sourceOf(bytes, 'x.npz'))
  if (content.kind !== 'tensors') throw new Error(`the npz holds ${content.kind}`)
  return content.tensors
}
