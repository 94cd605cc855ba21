import { expect, it } from 'vitest'
import { DataError } from '../../core/data/dataError.ts'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import { FormatError } from '../../formats/formatError.ts'
import { fuzzFormat, fuzzTimeoutMs } from '../../formats/fuzzFormat.ts'
import { recognizeFormat } from '../../formats/registry.ts'
import { summarizeFile } from './keptFile.ts'

/** Reads a file as the page's reader does, results, curves and directions in it too. */
async function read(bytes: Uint8Array<ArrayBuffer>, name: string) {
  const source = sourceOf(bytes, name)
  const format = await recognizeFormat(source)
  if (!format) return undefined
  const content = await format.parse(source)
  try {
    return summarizeFile({ name, bytes: bytes.length, format: format.name, content })
  } catch (error) {
    // The page tells both in the same way.
    if (error instanceof DataError) throw new FormatError(format.name, 'data', error.message)
    throw error
  }
}

it.each([
  ['results.npz', ['moons_plane.npz', 'moons_curve.npz']],
  ['results.h5', ['moons_surface.h5', 'moons_directions.h5']],
  ['curve.pt', ['moons_bezier.pt', 'digits_bn_chain_initial.pt']],
  ['data.npz', ['moons_data.npz']],
])(
  'ends every damaged %s in a summary or a FormatError',
  async (name, files) => {
    const outcome = await fuzzFormat((bytes) => read(bytes, name), {
      files: files.map(fixtureBytes),
      seed: 41,
      cases: process.env.ISTHMUS_FUZZ_CASES,
    })
    expect(outcome.parsed).toBeGreaterThan(0)
    expect(outcome.refused).toBeGreaterThan(0)
  },
  fuzzTimeoutMs,
)
