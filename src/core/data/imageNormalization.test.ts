import { describe, expect, it } from 'vitest'
import { DataError } from './dataError.ts'
import { listNormalizations, normalizePixels } from './imageNormalization.ts'

describe('normalising images', () => {
  it('gives the float32 values of torchvision', () => {
    // NumPy in float32: (arange(256) / 255 − mean) / deviation.
    const bytes = Uint8Array.of(0, 1, 128, 255)
    expect(Array.from(normalizePixels(bytes, [1, 1, 2, 2], { name: 'mnist' }))).toEqual([
      -0.4242129623889923, -0.4114847183227539, 1.2050011157989502, 2.821486711502075,
    ])
    const first = normalizePixels(new Uint8Array([...bytes, ...new Uint8Array(8)]), [1, 3, 2, 2], {
      name: 'cifar-10',
    })
    expect(Array.from(first.subarray(0, 4))).toEqual([
      -1.9894737005233765, -1.9735969305038452, 0.04275631904602051, 2.0591094493865967,
    ])
  })

  it('scales to 0…1 without constants', () => {
    expect(normalizePixels(Uint8Array.of(0, 51, 255), [3, 1, 1, 1], { name: 'none' })).toEqual(
      Float32Array.of(0, 0.2, 1),
    )
  })

  it('treats each channel by its own constants', () => {
    const inputs = normalizePixels(new Uint8Array(2 * 3 * 2), [2, 3, 1, 2], { name: 'official-resnet' })
    const zeros = [0.4914 / 0.2023, 0.4822 / 0.1994, 0.4465 / 0.201].map((value) => -value)
    for (const [i, value] of inputs.entries())
      expect(value).toBeCloseTo(zeros[Math.floor(i / 2) % 3] as number, 6)
  })

  it('offers what suits the channels, and refuses the rest', () => {
    expect(listNormalizations(1)).toEqual(['none', 'mnist', 'fashion-mnist'])
    expect(listNormalizations(3)).toEqual([
      'none',
      'cifar-10',
      'cifar-100',
      'official-resnet',
      'official-vgg',
    ])
    expect(listNormalizations(2)).toEqual(['none'])
    const act = () => normalizePixels(new Uint8Array(4), [1, 1, 2, 2], { name: 'cifar-10' })
    expect(act).toThrow(DataError)
    expect(act).toThrow('normalisation cifar-10: for 3 channels, the images have 1')
  })
})
