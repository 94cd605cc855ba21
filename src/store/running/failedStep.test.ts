import { expect, it } from 'vitest'
import { selectFailedStep } from './failedStep.ts'

const failure = { code: 'internal', message: 'broken' } as const

it('names the first step that failed, and no experiment', () => {
  expect(selectFailedStep({ failures: {} })).toBeUndefined()
  expect(selectFailedStep({ failures: { experiment: failure } })).toBeUndefined()
  const waits = { code: 'diverged', message: '', waitsFor: ['w1'] } as const
  expect(selectFailedStep({ failures: { landscape: waits, curve: failure } })).toBe('curve')
})
