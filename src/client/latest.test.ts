import { expect, it } from 'vitest'
import { latest } from './latest.ts'

/** A function whose calls end when told to. */
function createControlled() {
  const calls: { readonly argument: number; end(): void; fail(error: Error): void }[] = []
  const run = (argument: number) =>
    new Promise<string>((resolve, reject) => {
      calls.push({ argument, end: () => resolve(`result ${argument}`), fail: reject })
    })
  return { calls, run }
}

it('runs one at a time, then the newest, and drops those between', async () => {
  const { calls, run } = createControlled()
  const ask = latest(run)
  const answers = [1, 2, 3, 4].map(ask)
  expect(calls.map(({ argument }) => argument)).toEqual([1])
  calls[0]?.end()
  expect(await answers[0]).toBe('result 1')
  expect(await answers[1]).toBeUndefined()
  expect(await answers[2]).toBeUndefined()
  expect(calls.map(({ argument }) => argument)).toEqual([1, 4])
  calls[1]?.end()
  expect(await answers[3]).toBe('result 4')
})

it('goes on after a failure, which belongs to its own caller', async () => {
  const { calls, run } = createControlled()
  const ask = latest(run)
  const [first, second] = [ask(1), ask(2)]
  calls[0]?.fail(new Error('broken'))
  await expect(first).rejects.toThrow('broken')
  calls[1]?.end()
  expect(await second).toBe('result 2')
  const third = ask(3)
  calls[2]?.end()
  expect(await third).toBe('result 3')
})
