import { expect, it } from 'vitest'
import {
  type ChoiceName,
  type Choices,
  choiceNames,
  choiceTable,
  initialChoices,
} from '../choices/choices.ts'
import { otherValue } from '../fakes/randomChoices.ts'
import { type ExperimentName, experimentNames } from './experimentNames.ts'
import { experimentTable } from './experimentTable.ts'

/** The settings of each experiment. */
const settings: Readonly<Record<ExperimentName, readonly ChoiceName[]>> = {
  race: [
    'raceVariant',
    'raceAlpha1',
    'raceAlpha2',
    'raceCycle',
    'raceStart',
    'raceShare',
    'raceEpochs',
    'raceAlpha0',
    'raceCycles',
    'raceRepeats',
    'raceSeed',
  ],
  alongCurve: ['alongCount', 'alongSeed'],
  overPlane: [],
  picked: ['picks'],
  manyCurves: ['manyCount', 'manySeed'],
  cheatingPath: [],
  widths: ['sweepWidths', 'sweepBends', 'sweepRepeats', 'sweepSeed'],
  objectives: [],
  threeModes: ['modesSeed', 'modesResolution'],
  alignment: ['alignCurves', 'alignResolution'],
  curvature: [
    'hessianPlace',
    'hessianPoints',
    'hessianT',
    'hessianX',
    'hessianY',
    'hessianLargest',
    'hessianSmallest',
    'hessianSamples',
    'hessianTolerance',
    'hessianProducts',
    'hessianSeed',
  ],
}

/** What must be chosen for a setting to matter. */
const conditions: { readonly [N in ChoiceName]?: Partial<Choices> } = {
  raceShare: { raceStart: 'schedule' },
  hessianT: { hessianPlace: 'curveAt' },
  hessianX: { hessianPlace: 'plane' },
  hessianY: { hessianPlace: 'plane' },
}

function keysOf(choices: Choices): string[] {
  return experimentNames.map((name) => experimentTable[name].key(choices))
}

it('has every setting in some experiment', () => {
  const known = Object.values(settings).flat()
  expect(choiceNames.filter((name) => choiceTable[name].step === 'experiment').sort()).toEqual(
    [...known].sort(),
  )
})

it.each(choiceNames.filter((name) => choiceTable[name].step === 'experiment'))(
  '%s makes stale the experiments that it belongs to, and no other',
  (name) => {
    const choices = { ...initialChoices, ...conditions[name] }
    const before = keysOf(choices)
    const { kind } = choiceTable[name]
    const after = keysOf({ ...choices, [name]: otherValue(kind, choices[name], 5) })
    const changed = experimentNames.filter((_, index) => before[index] !== after[index])
    expect(changed).toEqual(experimentNames.filter((experiment) => settings[experiment].includes(name)))
  },
)

it.each(experimentNames)('%s depends on the data, and not on how they are viewed', (name) => {
  const { key } = experimentTable[name]
  expect(key({ ...initialChoices, dataSeed: 99 })).not.toBe(key(initialChoices))
  expect(key({ ...initialChoices, palette: 'greys', t: 0.1, stage: name })).toBe(key(initialChoices))
})
