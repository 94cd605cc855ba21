import { describe, expect, it } from 'vitest'
import { createOfficialVgg } from '../inference/officialVgg.ts'
import { createOfficialWideResNet } from '../inference/officialWideResNet.ts'
import { parseArchitecture } from './parseArchitecture.ts'
import { planNetwork } from './planNetwork.ts'

const linear = { type: 'linear', out: 3 }
const parse = (layers: unknown, rest: object = {}) =>
  parseArchitecture(JSON.parse(JSON.stringify({ input: [2], layers, ...rest })))

describe('parseArchitecture', () => {
  it('plans what the presets write', () => {
    for (const architecture of [
      createOfficialVgg({ depth: 16, batchNorm: true, classCount: 10 }),
      createOfficialWideResNet({ depth: 10, widenFactor: 1, classCount: 10, dropout: 0.3 }),
    ]) {
      expect(parseArchitecture(JSON.parse(JSON.stringify(architecture)))).toEqual(planNetwork(architecture))
    }
  })

  it.each([
    [
      [{ ...linear, outt: 4 }],
      'layer 0 (linear): got an unknown key "outt", wanted only type, out, bias, name',
    ],
    [[{ type: 'relu', slope: 0.1 }, linear], 'layer 0 (relu): got an unknown key "slope", wanted only type'],
    [
      [{ type: 'residual', body: [{ type: 'linear', out: 2, kernel: 3 }], shortcut: [] }, linear],
      'layer 0.body.0 (linear): got an unknown key "kernel", wanted only type, out, bias, name',
    ],
    [[{ type: 'lstm' }], 'layer 0 (lstm): got an unknown type, wanted one of linear, conv2d'],
    [[{ type: 'toString' }], 'layer 0 (toString): got an unknown type'],
    [[{ ...linear, out: '3' }], 'layer 0 (linear): got out "3", wanted a whole number from 1'],
    [[linear, 3], 'layer 1: got 3, wanted a layer with a type'],
    ['none', 'network: got "none" as layers, wanted a list of layers'],
  ])('names what is wrong in %j', (layers, message) => {
    expect(() => parse(layers)).toThrow(message)
  })

  it('names strangers at the top', () => {
    expect(() => parse([linear], { inputs: [3] })).toThrow(
      'architecture: got an unknown key "inputs", wanted only input, layers',
    )
    expect(() => parse([linear], { input: '2' })).toThrow('input: got "2", wanted [features] or')
    for (const value of [null, [], 'text', 3, undefined]) {
      expect(() => parseArchitecture(value)).toThrow('architecture: got')
    }
  })

  it('ends soon on layers without end', () => {
    let nested: unknown = [linear]
    for (let depth = 0; depth < 5000; depth++) nested = [{ type: 'residual', body: nested, shortcut: [] }]
    expect(() => parseArchitecture({ input: [2], layers: nested })).toThrow(
      '9 residual layers inside one another',
    )
    expect(() => parse(new Array(5000).fill({ type: 'relu' }))).toThrow('more than 2000 layers')
  })
})
