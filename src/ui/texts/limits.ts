import type { NumberKind } from '../../store/choices/choiceKinds.ts'
import { type ChoiceName, choiceTable } from '../../store/choices/choices.ts'

/** Choices that are one number within bounds. */
export type NumberChoiceName = {
  [Name in ChoiceName]: (typeof choiceTable)[Name]['kind'] extends NumberKind ? Name : never
}[ChoiceName]

const seedReason = 'any of them will do'
const rateReason = 'a smaller one moves nothing, a larger one diverges at once'
const momentumReason = 'from 1 on no step would ever die down'
const decayReason = 'a larger one leaves nothing of the weights'
const batchReason = 'all activations of a batch are held in memory at once'
const copiesReason = 'all of them are held in memory'
const shiftReason = 'farther away hardly anything is left of the image'
const epochsReason = 'a longer run is better taken in pieces'

/** Why a choice has the bounds it has. */
const reasons: Readonly<Record<NumberChoiceName, string>> = {
  size: 'fewer leave too little to test on, more slow every epoch down',
  noise: 'with more than the radius of the figure nothing is left of it',
  classCount: 'more cannot be told apart by colour',
  dataSeed: seedReason,
  testShare: 'both splits need rows',
  dropout: 'with more hardly a unit is left to learn',
  seed1: seedReason,
  seed2: seedReason,
  seed3: seedReason,
  learningRate: rateReason,
  momentum: momentumReason,
  weightDecay: decayReason,
  batchSize: batchReason,
  epochs: epochsReason,
  augmentCopies: copiesReason,
  augmentShift: shiftReason,
  augmentCopies2: copiesReason,
  augmentShift2: shiftReason,
  learningRate2: rateReason,
  momentum2: momentumReason,
  weightDecay2: decayReason,
  batchSize2: batchReason,
  epochs2: epochsReason,
  bends: 'every bend is a network of its own, trained and held in memory',
  curveSeed: seedReason,
  curveLearningRate: rateReason,
  curveMomentum: momentumReason,
  curveWeightDecay: decayReason,
  curveBatchSize: batchReason,
  curveEpochs: epochsReason,
  points: 'each of them is a pass over both splits, on the curve and on the segment',
  planeT: 'the curve ends there',
  planeReach: 'nearer nothing changes, farther away nothing is left to see',
  planeSeed: seedReason,
  selectedBend: 'a curve has no more bends',
  resolution: 'each point is a pass over both splits',
  margin: 'farther away nothing is left to see of the three points',
  raceAlpha1: rateReason,
  raceAlpha2: rateReason,
  raceCycle: 'a network is collected in the middle of each',
  raceShare: 'some epochs are needed before it and after',
  raceEpochs: epochsReason,
  raceAlpha0: rateReason,
  raceCycles: 'shorter cycles do not come down to a solution',
  raceRepeats: 'each of them trains nine networks',
  raceSeed: seedReason,
  alongCount: 'each of them is a network of its own, and as many are trained beside them',
  alongSeed: seedReason,
  alignResolution: 'each point is a pass over both splits',
  hessianPoints: 'each of them takes all its products',
  hessianT: 'the path ends there',
  hessianX: 'nothing is left to see farther away',
  hessianY: 'nothing is left to see farther away',
  hessianLargest: 'inner eigenvalues take many more products',
  hessianSmallest: 'inner eigenvalues take many more products',
  hessianSamples: '0 takes every row of the train split',
  hessianTolerance: 'float32 rounds at a tenth of a millionth',
  hessianProducts: 'all directions are held in memory at once',
  hessianSeed: seedReason,
  manyCount: 'each of them is trained as long as the study’s own curve',
  manySeed: seedReason,
  sweepRepeats: 'each of them trains two networks for every width',
  sweepSeed: seedReason,
  modesSeed: seedReason,
  modesResolution: 'each point is a pass over both splits',
  evaluationDecay: 'a larger one hides the nll',
  t: 'the curve ends there',
}

/** What a number may be, and why: `a whole number from 1 to 8: every bend is …`. */
export function numberLimitText(name: NumberChoiceName): string {
  const { integer, min, max } = choiceTable[name].kind
  return `${integer ? 'a whole number' : 'a number'} from ${min} to ${max}: ${reasons[name]}`
}

/** Choices that are a list of whole numbers which a person types. */
export type SizesChoiceName = 'widths' | 'channels' | 'sweepWidths' | 'sweepBends'

const layerReason = 'larger networks take minutes an epoch in a browser'

const sizesReasons: Readonly<Record<SizesChoiceName, string>> = {
  widths: layerReason,
  channels: layerReason,
  sweepWidths: layerReason,
  sweepBends: 'every bend is a network of its own, trained and held in memory',
}

/** What a list of layer sizes may be, and why. */
export function sizesLimitText(name: SizesChoiceName): string {
  const { maxLength, min, max } = choiceTable[name].kind
  return `up to ${maxLength} whole numbers from ${min} to ${max}: ${sizesReasons[name]}`
}
