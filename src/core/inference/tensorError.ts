/** Tensors that are not those of a network: the first one at fault, and all that are missing or unexpected. */
export class TensorError extends Error {
  /** Name of the first tensor at fault, as in `conv1.weight`. */
  readonly tensor: string
  readonly missing: readonly string[]
  readonly unexpected: readonly string[]

  constructor(
    message: string,
    details: {
      readonly tensor: string
      readonly missing?: readonly string[]
      readonly unexpected?: readonly string[]
    },
  ) {
    super(message)
    this.name = 'TensorError'
    this.tensor = details.tensor
    this.missing = details.missing ?? []
    this.unexpected = details.unexpected ?? []
  }
}

/** A tensor's shape in words: `16×3×3×3`, `a single number`. */
export function formatTensorShape(shape: readonly number[]): string {
  return shape.length === 0 ? 'a single number' : shape.join('×')
}

/** A few names and how many more there are: `fc1.weight, fc1.bias, fc2.weight and 3 more`. */
export function formatNames(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}
