import { fixtureBytes } from '../src/fixtures/fixtureFile.ts'
import type { NamedTensor } from '../src/formats/tensor.ts'
import { exportBytes, readNpz } from './exportedFile.ts'
import { expect, test } from './fixtures.ts'
import { digitsFile, referenceBytes, referenceNets } from './referenceFiles.ts'

/** Batch norm measures its statistics at 563 points; a busy machine takes its time. */
const patienceMs = 240_000

type Allow = (wanted: number) => number

/**
 * What an array may differ from the official one by. Theirs are float32: inner products of weights that make coordinates and
 * steps are right to a few units of 1e-6, ‖u‖ and ‖v‖ to 1e-7.
 */
function allowance(name: string, samples: number): Allow {
  if (/^(ts|alphas|betas)$/.test(name)) return () => 1e-12
  if (name.endsWith('_coordinates')) return () => 2e-5
  if (name === 'dl') return (wanted) => 1e-6 + 1e-5 * wanted
  if (name === 'grid') return (wanted) => 1e-12 + 1e-6 * Math.abs(wanted)
  // One sample, in percent.
  if (/_(acc|err)/.test(name)) return () => 100.0001 / samples
  return (wanted) => 2e-6 + 3e-5 * wanted
}

/** Values against the official ones, as shares of what is allowed; NaN counts as infinitely far. */
function distance(written: readonly number[], official: readonly number[], allow: Allow): number {
  const shares = written.map((value, at) => {
    const wanted = official[at] ?? Number.NaN
    const share = Math.abs(value - wanted) / allow(wanted)
    return Number.isNaN(share) ? Number.POSITIVE_INFINITY : share
  })
  return Math.max(...shares)
}

/** What the loss has beside the nll: each file has an L2 term of its own, and the nll must not hide it. */
function extraLoss(tensors: readonly NamedTensor[], split: string): number[] {
  const nll = numbersOf(tensors, `${split}_nll`)
  return numbersOf(tensors, `${split}_loss`).map((value, at) => value - (nll[at] ?? Number.NaN))
}

function numbersOf(tensors: readonly NamedTensor[], name: string): number[] {
  return Array.from(tensors.find((tensor) => tensor.name === name)?.data ?? [], Number)
}

const outline = ({ name, dtype, shape }: NamedTensor) => `${name} ${dtype} [${shape}]`

/** Each network once, and both families of curves: the numbers of all pairs are held by the backends' golden tests. */
const curves = { moons: ['bezier'], digits_mlp: ['chain'], digits_bn: ['bezier'] } as const

for (const { net, ends, counts } of referenceNets) {
  for (const curve of curves[net]) {
    test(`${net} with its ${curve} gives the official files`, { tag: '@cpu' }, async ({ lab, page }) => {
      test.setTimeout(patienceMs + 60_000)
      await lab.open()
      const file = (name: string, bytes: Uint8Array) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(bytes),
      })
      const checkpoint =
        net === 'moons' && curve === 'bezier'
          ? fixtureBytes('moons_bezier.pt')
          : referenceBytes(`${net}_${curve}.pt`)
      await page
        .getByLabel('files to open')
        .setInputFiles([
          file('data.npz', net === 'moons' ? fixtureBytes('moons_data.npz') : await digitsFile()),
          file('curve.pt', checkpoint),
          file('end1.pt', ends[0]),
          file('end2.pt', ends[1]),
        ])
      await lab.button('Open').click()
      await expect(lab.status).toContainText('All fresh', { timeout: patienceMs })
      for (const [name, reference] of [
        ['plane.npz', `${net}_${curve}_plane.npz`],
        ['curve.npz', `${net}_${curve}_curve.npz`],
        ['segment.npz', `${net}_segment_curve.npz`],
      ] as const) {
        const written = await readNpz(await exportBytes(page, name))
        const official = await readNpz(referenceBytes(reference))
        expect(written.map(outline)).toEqual(official.map(outline))
        for (const [i, { name: key, data }] of written.entries()) {
          const samples = key.startsWith('te_') ? counts[1] : counts[0]
          const wanted = Array.from(official[i]?.data ?? [], Number)
          expect(
            distance(Array.from(data, Number), wanted, allowance(key, samples)),
            `${name} ${key}`,
          ).toBeLessThanOrEqual(1)
        }
        for (const split of ['tr', 'te']) {
          const wanted = extraLoss(official, split)
          // Their loss is a float32, of which the nll is taken away again.
          const largest = Math.max(...numbersOf(official, `${split}_loss`))
          const allow = (term: number) => 2e-6 * term + 2e-7 * largest
          const far = distance(extraLoss(written, split), wanted, allow)
          expect(far, `${name} ${split}_loss − ${split}_nll`).toBeLessThanOrEqual(1)
        }
      }
    })
  }
}
