import { expect, it } from 'vitest'
import { augmentImages } from './augmentImages.ts'
import type { Dataset } from './dataset.ts'

/** One image of one channel, 2 rows of 3 pixels, and a second one. */
const dataset: Dataset = {
  inputShape: [1, 2, 3],
  classCount: 2,
  train: {
    count: 2,
    inputs: Float32Array.of(1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60),
    labels: Int32Array.of(0, 1),
  },
  test: { count: 1, inputs: new Float32Array(6), labels: Int32Array.of(1) },
}

it('keeps the images and puts their copies behind them, labels alike', () => {
  const { train, test } = augmentImages(dataset, { copies: 2, shift: 1, flip: true, seed: 5 })
  expect(train.count).toBe(6)
  expect(train.inputs.subarray(0, 12)).toEqual(dataset.train.inputs)
  expect(Array.from(train.labels)).toEqual([0, 1, 0, 1, 0, 1])
  expect(test).toBe(dataset.test)
})

it('only mirrors where nothing is shifted', () => {
  const { train } = augmentImages(dataset, { copies: 8, shift: 0, flip: true, seed: 5 })
  const seen = new Set<string>()
  for (let copy = 1; copy <= 8; copy++) seen.add(train.inputs.subarray(copy * 12, copy * 12 + 6).join())
  expect([...seen].sort()).toEqual(['1,2,3,4,5,6', '3,2,1,6,5,4'])
})

it('repeats the border where an image is shifted', () => {
  const { train } = augmentImages(dataset, { copies: 40, shift: 1, flip: false, seed: 1 })
  const seen = new Set<string>()
  for (let copy = 1; copy <= 40; copy++) seen.add(train.inputs.subarray(copy * 12, copy * 12 + 6).join())
  // Nine shifts, all different.
  expect(seen.size).toBe(9)
  expect(seen).toContain('1,1,2,1,1,2')
})

it('makes the same bytes of the same seed, and others of another', () => {
  const make = (seed: number) =>
    augmentImages(dataset, { copies: 3, shift: 1, flip: true, seed }).train.inputs
  expect(make(3)).toEqual(make(3))
  expect(make(3)).not.toEqual(make(4))
})

it('refuses rows that are no images', () => {
  const flat = { ...dataset, inputShape: [6] }
  expect(() => augmentImages(flat, { copies: 1, shift: 1, flip: false, seed: 1 })).toThrow(/only images/)
})
