import type { Choices } from '../../store/choices/choices.ts'
import type { PlaneKind } from '../../store/planes/planeKinds.ts'

/** What each kind of plane shows, and what it does not. */
export const planeSentences: Readonly<Record<PlaneKind, string>> = {
  curve:
    'Losses in the plane through w₁, w₂ and a bend of the curve; what lies beside this plane is not seen, and a curve with several bends leaves it.',
  modes:
    'Losses in the plane through three trained networks; a curve between two of them is drawn as its projection, so the colours under it are not its own.',
  random:
    'Losses around one network along two random directions; two of so many do not show its steepest ways, nor a way to another network, and another seed gives another picture.',
  trajectory:
    'Losses along the two directions in which a network moved most while it was trained; what its training did in all other directions is not seen.',
  hessian:
    'Losses around one network along the two directions in which they bend most there; the many directions in which hardly anything changes are not seen.',
  aligned:
    'Losses in the plane through w₁, w₂ and w₂ with its units permuted towards w₁, which is the same function; it does not show whether another permutation comes closer.',
}

/** What the losses from w₁ to w₂ show, and what they do not. */
export const pathSentence =
  'Every network from w₁ to w₂, on the curve and on the straight segment; a low curve does not say that what lies beside it is low, nor that no other curve is lower.'

/** What each view of the network at t shows, and what it does not. */
export const momentSentences: Readonly<Record<Choices['momentView'], string>> = {
  decision:
    'What one network of the path decides over the data, and the points on its wrong side; it does not show what it makes of data outside this window.',
  flips:
    'The test samples to which the network at t gives another class than w₁ did; samples that changed and changed back before t are not counted.',
  confusion:
    'Which classes of the test split the network at t takes for which; it does not show how sure it is of them.',
  calibration:
    'How often the network at t is right where it is how sure, on the test split; it does not show on which samples.',
}

/** What a surface in place of the losses shows, and what it does not. */
export const surfaceSentences: Readonly<Record<Exclude<Choices['surface'], 'none'>, string>> = {
  ensemble:
    'The test error of every network of the plane together with w₁; it does not show how good either is alone.',
  calibration:
    'How far the confidence of every network of the plane together with w₁ is from how often they are right; it does not show whether they are too sure or not sure enough.',
  disagreement:
    'On how many test samples every network of the plane gives another class than w₁; it does not show which of the two is right.',
}
