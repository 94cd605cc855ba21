/** Says that opened data cannot become a data set: what is at fault, and what was wanted instead. */
export class DataError extends Error {
  /** What is at fault, as in `column species`, `row 12, column width` or `array y_train`. */
  readonly place: string

  constructor(place: string, message: string) {
    super(`${place}: ${message}`)
    this.name = 'DataError'
    this.place = place
  }
}
