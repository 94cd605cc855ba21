/** Says that bytes do not follow their format: which format, and where in the file it went wrong. */
export class FormatError extends Error {
  /** The format that was being read or written, as in `safetensors`. */
  readonly format: string
  /** The part of the file at fault, as in `header` or `tensor fc1.weight`. */
  readonly place: string

  constructor(format: string, place: string, message: string) {
    super(`${format}, ${place}: ${message}`)
    this.name = 'FormatError'
    this.format = format
    this.place = place
  }
}
