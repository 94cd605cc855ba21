import { expect, it } from 'vitest'
import type { DataPart, LoadedData } from '../protocol/engineApi.ts'
import { sendData } from './sendData.ts'

function dataOf(trainCount: number, rowSize: number): LoadedData {
  const split = (count: number, shift: number) => ({
    count,
    inputs: Float32Array.from({ length: count * rowSize }, (_, i) => i + shift),
    labels: Int32Array.from({ length: count }, (_, i) => i % 2),
  })
  const dataset = { inputShape: [rowSize], classCount: 2, train: split(trainCount, 0), test: split(3, 0.5) }
  return { id: 'data', classNames: ['a', 'b'], dataset }
}

async function send(loaded: LoadedData) {
  const whole: LoadedData[] = []
  const parts: DataPart[] = []
  const receiver = {
    loadData: async (one: LoadedData) => void whole.push(one),
    loadDataPart: async (part: DataPart) => void parts.push(part),
  }
  await sendData(receiver, loaded)
  return { whole, parts }
}

it('sends a small set whole', async () => {
  const small = dataOf(10, 4)
  expect(await send(small)).toEqual({ whole: [small], parts: [] })
})

it('sends a large set in pieces of some megabytes, copied, so that the page keeps its own', async () => {
  const large = dataOf(1500, 3072)
  const { whole, parts } = await send(large)
  expect(whole).toEqual([])
  expect(parts.map(({ kind }) => kind)).toEqual(['start', 'rows', 'rows', 'rows', 'rows', 'end'])
  const { train } = large.dataset
  const rows = parts.flatMap((part) => (part.kind === 'rows' && part.split === 'train' ? [part] : []))
  expect(rows.map(({ start }) => start)).toEqual([0, 682, 1364])
  for (const { start, inputs, labels } of rows) {
    expect(inputs.buffer).not.toBe(train.inputs.buffer)
    expect(inputs.byteLength).toBeLessThanOrEqual(2 ** 23)
    // Vitest takes a minute over millions of numbers.
    const wanted = train.inputs.subarray(start * 3072, start * 3072 + inputs.length)
    expect(inputs.every((value, i) => value === wanted[i])).toBe(true)
    expect(labels).toEqual(train.labels.subarray(start, start + labels.length))
  }
})
