import { expect, it } from 'vitest'
import { initialChoices } from '../../store/choices/choices.ts'
import { seededName } from './seededName.ts'

it('tells endpoints of different seeds apart, and leaves opened ones and other files their names', () => {
  const choices = { ...initialChoices, seed1: 5, seed2: 60, opened3: 'a.pt!12' }
  expect(seededName('w1.safetensors', choices)).toBe('w1-seed-5.safetensors')
  expect(seededName('w2.npz', choices)).toBe('w2-seed-60.npz')
  expect(seededName('w3.safetensors', choices)).toBe('w3.safetensors')
  expect(seededName('curve.npz', choices)).toBe('curve.npz')
})
