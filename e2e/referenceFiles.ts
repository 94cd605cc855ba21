import { readFileSync } from 'node:fs'
import { fixtureBytes } from '../src/fixtures/fixtureFile.ts'
import { readPublicData } from '../src/fixtures/readFixture.ts'
import { writeNpz } from '../src/formats/arrays/npz.ts'
import type { NamedTensor } from '../src/formats/tensor.ts'

/** Files of the official code, as `src/fixtures/README.md` says. */
export function referenceBytes(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(`../src/fixtures/reference/${name}`, import.meta.url)))
}

/** The reference's own digits: the shipped ones, scaled, the first 1437 to train. */
export async function digitsFile(): Promise<Uint8Array> {
  const { tensors } = readPublicData('digits')
  const inputs = Float32Array.from(tensors.get('x')?.data as Uint8Array, (byte) => byte / 16)
  const labels = BigInt64Array.from(tensors.get('y')?.data as Uint8Array, BigInt)
  const split = (name: string, from: number, to: number): NamedTensor[] => [
    { name: `x_${name}`, dtype: 'f32', shape: [to - from, 1, 8, 8], data: inputs.slice(64 * from, 64 * to) },
    { name: `y_${name}`, dtype: 'i64', shape: [to - from], data: labels.slice(from, to) },
  ]
  return writeNpz([...split('train', 0, 1437), ...split('test', 1437, 1797)])
}

/** The reference networks: endpoints of theirs, and the samples of both splits. */
export const referenceNets = [
  { net: 'moons', ends: [fixtureBytes('moons_end1.pt'), fixtureBytes('moons_end2.pt')], counts: [700, 300] },
  {
    net: 'digits_mlp',
    ends: [fixtureBytes('official_zip.pt'), referenceBytes('digits_mlp_end2.pt')],
    counts: [1437, 360],
  },
  {
    net: 'digits_bn',
    ends: [fixtureBytes('bn_official_zip.pt'), referenceBytes('digits_bn_end2.pt')],
    counts: [1437, 360],
  },
] as const
