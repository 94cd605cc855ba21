import { rgb } from 'd3'

/** Colours of classes, which repeat, and of what lies between them; texts of CSS. */
export interface ClassColors {
  readonly classes: readonly string[]
  readonly ground: string
  /** How strong a class is at its surest, 0…1. */
  readonly strength: number
}

/**
 * Colours for N rows of C probabilities: the softened colour of a class where it is sure, the ground where all are equally
 * likely, in between a mixture; transparent where one is NaN. RGBA, 0…255. `into` takes the colours of a former call of the
 * same length.
 */
export function mixClassColors(
  probabilities: ArrayLike<number>,
  classCount: number,
  options: ClassColors & { readonly into?: Uint8ClampedArray<ArrayBuffer> | undefined },
): Uint8ClampedArray<ArrayBuffer> {
  const count = Math.floor(probabilities.length / classCount)
  const { into } = options
  const rgba = into?.length === 4 * count ? into : new Uint8ClampedArray(4 * count)
  const ground = rgb(options.ground)
  const shifts = shiftsOf(classCount, options)
  const even = 1 / classCount
  for (let row = 0; row < count; row++) {
    let [red, green, blue, sum] = [ground.r, ground.g, ground.b, 0]
    for (let k = 0; k < classCount; k++) {
      const probability = probabilities[row * classCount + k] as number
      sum += probability
      if (probability <= even) continue
      const share = (probability - even) / (1 - even)
      red += share * (shifts[3 * k] as number)
      green += share * (shifts[3 * k + 1] as number)
      blue += share * (shifts[3 * k + 2] as number)
    }
    rgba[4 * row] = red
    rgba[4 * row + 1] = green
    rgba[4 * row + 2] = blue
    rgba[4 * row + 3] = Number.isNaN(sum) ? 0 : 255
  }
  return rgba
}

/** From the ground to each class at its surest: three numbers a class. */
function shiftsOf(classCount: number, { classes, ground, strength }: ClassColors): Float64Array {
  const from = rgb(ground)
  const shifts = new Float64Array(3 * classCount)
  for (let k = 0; k < classCount; k++) {
    const to = rgb(classes[k % Math.max(1, classes.length)] ?? ground)
    shifts.set(
      [to.r - from.r, to.g - from.g, to.b - from.b].map((way) => way * strength),
      3 * k,
    )
  }
  return shifts
}

/**
 * How far one class is ahead of all others, for every row: 0 where it is level with the next, which is where the decision
 * changes; NaN where a probability is.
 */
export function leadOf(probabilities: ArrayLike<number>, classCount: number, which: number): Float32Array {
  const count = Math.floor(probabilities.length / classCount)
  const lead = new Float32Array(count)
  for (let row = 0; row < count; row++) {
    let best = Number.NEGATIVE_INFINITY
    for (let k = 0; k < classCount; k++) {
      const probability = probabilities[row * classCount + k] as number
      if (Number.isNaN(probability)) best = Number.NaN
      else if (k !== which && probability > best) best = probability
    }
    lead[row] = (probabilities[row * classCount + which] as number) - best
  }
  return lead
}
