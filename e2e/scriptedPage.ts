import type { JSHandle, Page } from '@playwright/test'
import { fixtureBytes } from '../src/fixtures/fixtureFile.ts'
import type { Isthmus } from '../src/scripting/isthmus.ts'

/** The object that scripts call. */
export function isthmusOf(page: Page): Promise<JSHandle<Isthmus>> {
  return page.evaluateHandle(async () => {
    const { isthmus } = window
    if (!isthmus) throw new Error('the page has no window.isthmus')
    await isthmus.ready
    return isthmus
  })
}

/** Files in the page, as an input would give them. */
export async function givenFiles(
  page: Page,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
) {
  const texts = files.map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString('base64') }))
  return page.evaluateHandle(
    (given) =>
      given.map(
        ({ name, text }) => new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], name),
      ),
    texts,
  )
}

/** Data, both endpoints and the curve of the moons, in this order. */
export const moons = ['moons_data.npz', 'moons_end1.pt', 'moons_end2.pt', 'moons_bezier.pt'].map((name) => ({
  name,
  bytes: fixtureBytes(name),
}))

/** Files in another order. */
export function inOrder(...order: readonly number[]) {
  return order.map((index) => moons[index] as (typeof moons)[number])
}
