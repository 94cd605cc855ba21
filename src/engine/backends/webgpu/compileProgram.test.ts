import { expect, test } from 'vitest'
import type { Layer } from '../../../core/networks/architecture.ts'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { compileProgram } from './compileProgram.ts'
import { createPackLayout } from './packLayout.ts'
import type { ProgramMode, Step } from './steps.ts'

function compile(layers: readonly Layer[], mode: ProgramMode = 'running') {
  const network = planNetwork({ input: [2, 6, 6], layers })
  return compileProgram(network, createPackLayout(network), mode)
}

function describeStep(step: Step): string {
  return [step.kind, step.norm && 'norm', step.activation?.type].filter(Boolean).join(' ')
}

const head: readonly Layer[] = [{ type: 'flatten' }, { type: 'linear', out: 3 }]

test('batch norm and activation join the layer before them', () => {
  const layers: Layer[] = [
    { type: 'conv2d', out: 4, kernel: 3 },
    { type: 'batchnorm' },
    { type: 'relu' },
    { type: 'maxpool', kernel: 2 },
    { type: 'dropout', rate: 0.5 },
    { type: 'tanh' },
    ...head,
  ]
  expect(compile(layers).steps.map(describeStep)).toEqual(['map norm relu', 'pool tanh', 'map'])
  expect(compile(layers, 'batch').steps.map(describeStep)).toEqual(['map', 'normalize norm'])
})

test('a branch leaves alone what the other branch reads, too', () => {
  const { steps } = compile([
    { type: 'conv2d', out: 4, kernel: 3 },
    { type: 'residual', body: [{ type: 'relu' }, { type: 'conv2d', out: 4, kernel: 1 }], shortcut: [] },
    { type: 'relu' },
    ...head,
  ])
  expect(steps.map(describeStep)).toEqual(['map', 'pointwise relu', 'map', 'pointwise relu', 'map'])
})

test('batch norm after a flatten, whose channels are others, stands alone', () => {
  const { steps } = compile([
    { type: 'conv2d', out: 4, kernel: 3 },
    { type: 'flatten' },
    { type: 'batchnorm' },
    { type: 'linear', out: 3 },
  ])
  expect(steps.map(describeStep)).toEqual(['map', 'pointwise norm', 'map'])
})

test('no step writes a slot whose value is still needed', () => {
  const { steps, slots, slotSizes, result } = compile([
    { type: 'conv2d', out: 4, kernel: 3, padding: 1 },
    {
      type: 'residual',
      body: [
        { type: 'conv2d', out: 4, kernel: 3, padding: 1 },
        { type: 'residual', body: [{ type: 'tanh' }, { type: 'conv2d', out: 4, kernel: 1 }], shortcut: [] },
      ],
      shortcut: [{ type: 'conv2d', out: 4, kernel: 1 }],
    },
    { type: 'conv2d', out: 2, kernel: 1 },
    ...head,
  ])
  const held = new Map<number, number>()
  for (const step of steps) {
    const inputs = step.kind === 'pointwise' && step.z !== undefined ? [step.x, step.z] : [step.x]
    for (const value of inputs.filter((each) => each > 0)) expect(held.get(slots[value] ?? -1)).toBe(value)
    const slot = slots[step.y] ?? -1
    expect(inputs.map((value) => slots[value])).not.toContain(slot)
    held.set(slot, step.y)
    const { channels, height, width } = step.output
    expect(slotSizes[slot]).toBeGreaterThanOrEqual(channels * height * width)
  }
  expect(held.get(slots[result] ?? -1)).toBe(result)
  expect(slotSizes.length).toBeLessThan(6)
})
