import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { GeneratedData, ShippedData } from '../protocol/problem.ts'
import { createDataSource } from './dataSource.ts'
import { describeData } from './describeData.ts'

const readShipped = async (path: string) => readFileSync(new URL(`../../public/${path}`, import.meta.url))
const moons: GeneratedData = {
  source: 'moons',
  size: 1000,
  noise: 0.2,
  classCount: 2,
  seed: 1,
  testShare: 0.3,
  standardize: false,
}

describe('shipped sets', () => {
  it.each<[ShippedData['source'], number, number, number]>([
    ['digits', 1437, 360, 10],
    ['iris', 120, 30, 3],
    ['wine', 142, 36, 3],
    ['breast_cancer', 455, 114, 2],
  ])('%s keeps its rows and names its source', async (source, trainCount, testCount, classCount) => {
    const data = await createDataSource(readShipped).get({ source, testShare: 0.2, standardize: false })
    const summary = describeData(data)
    expect(summary).toMatchObject({ trainCount, testCount, classCount })
    expect(summary.classNames.length).toBe(classCount)
    expect(summary.classSizes.reduce((sum, size) => sum + size, 0)).toBe(trainCount)
    expect(summary.attribution).toMatchObject({
      licence: 'CC BY 4.0',
      source: expect.stringContaining('UCI'),
    })
  })

  it('digits are images scaled to 0…1 and drawn from 0 to 255', async () => {
    const data = await createDataSource(readShipped).get({
      source: 'digits',
      testShare: 0.2,
      standardize: true,
    })
    expect(Math.max(...data.raw.train.inputs)).toBe(1)
    expect(Math.min(...data.dataset.train.inputs)).toBeLessThan(0)
    const { picture } = describeData(data)
    if (picture.kind !== 'images') throw new Error('not images')
    expect([picture.width, picture.height, picture.labels.length]).toEqual([8, 8, 40])
    expect(picture.pixels.length).toBe(40 * 64)
    expect([Math.min(...picture.pixels), Math.max(...picture.pixels)]).toEqual([0, 255])
  })

  it('tables with more than two features are drawn projected', async () => {
    const data = await createDataSource(readShipped).get({
      source: 'wine',
      testShare: 0.2,
      standardize: true,
    })
    const { picture } = describeData(data)
    expect(picture).toMatchObject({ kind: 'points', projected: true })
    expect(picture.kind === 'points' && picture.points.length).toBe(142 * 2)
  })
})

describe('generated sets', () => {
  it('are drawn as they are, at most 600 points', async () => {
    const data = await createDataSource(readShipped).get(moons)
    const { picture } = describeData(data)
    if (picture.kind !== 'points') throw new Error('not points')
    expect(picture.projected).toBe(false)
    expect(picture.points).toEqual(data.dataset.train.inputs.slice(0, 1200))
  })

  it('are made once and kept', async () => {
    const source = createDataSource(readShipped)
    expect(await source.get(moons)).toBe(await source.get({ ...moons }))
  })
})

describe('a file that cannot be read', () => {
  it('is tried again, and is a format failure when it is broken', async () => {
    let tries = 0
    const source = createDataSource(async (path) => {
      if (++tries === 1) return new Uint8Array(3)
      return readShipped(path)
    })
    const spec = { source: 'iris', testShare: 0.2, standardize: false } as const
    await expect(source.get(spec)).rejects.toMatchObject({ format: 'safetensors' })
    expect((await source.get(spec)).classNames[0]).toBe('setosa')
  })
})

describe('opened sets', () => {
  const id = 'points.npz!0123456789abcdef!1!2'
  const split = { count: 2, inputs: Float32Array.of(0, 2), labels: Int32Array.of(0, 1) }
  const loaded = {
    id,
    dataset: { inputShape: [1], classCount: 2, train: split, test: split },
    classNames: ['no', 'yes'],
  }

  it('are given, standardised and forgotten', async () => {
    const source = createDataSource(readShipped)
    const spec = { source: 'opened', id, standardize: true } as const
    await expect(source.get(spec)).rejects.toMatchObject({ message: 'file needed: points.npz' })
    source.put(loaded)
    const { raw, dataset, classNames } = await source.get(spec)
    expect([...raw.train.inputs, ...dataset.train.inputs]).toEqual([0, 2, -1, 1])
    expect(classNames).toEqual(['no', 'yes'])
    source.remove([id])
    await expect(source.get(spec)).rejects.toMatchObject({ code: 'file-missing' })
  })

  it.each([
    ['a label beyond the classes', { ...split, labels: Int32Array.of(0, 2) }],
    ['a missing label', { ...split, labels: Int32Array.of(0) }],
    ['a missing input', { ...split, inputs: Float32Array.of(0) }],
    ['an input that is not finite', { ...split, inputs: Float32Array.of(0, Number.NaN) }],
  ])('refuses %s', (_, train) => {
    const source = createDataSource(readShipped)
    const put = () => source.put({ ...loaded, dataset: { ...loaded.dataset, train } })
    expect(put).toThrow(/^train /)
  })
})

describe('varied images', () => {
  const digits = { source: 'digits', testShare: 0.2, standardize: false } as const
  const augment = { copies: 2, shift: 1, flip: false, seed: 4 }

  it('stand behind the images of the train split, from a seed', async () => {
    const source = createDataSource(readShipped)
    const { dataset: plain } = await source.get(digits)
    const { dataset: varied } = await source.get({ ...digits, augment })
    expect(varied.train.count).toBe(3 * plain.train.count)
    expect(varied.train.inputs.subarray(0, plain.train.inputs.length)).toEqual(plain.train.inputs)
    expect(varied.test).toEqual(plain.test)
    const again = await createDataSource(readShipped).get({ ...digits, augment })
    expect(again.dataset.train.inputs).toEqual(varied.train.inputs)
  })

  it('are refused where there are none, and where too many are asked for', async () => {
    const source = createDataSource(readShipped)
    const iris = source.get({ ...digits, source: 'iris', augment })
    await expect(iris).rejects.toMatchObject({ code: 'invalid-request' })
    const many = source.get({ ...digits, augment: { ...augment, copies: 90 } })
    await expect(many).rejects.toThrow(/copies/)
  })
})
