/** An architecture that cannot be built: where (`path`), what stood there (`got`) and what would do (`wanted`). */
export class ShapeError extends Error {
  readonly path: string
  readonly got: string
  readonly wanted: string

  /** `place.path` is a layer's position when `type` is given, else a part such as `input`. */
  constructor(place: { readonly path: string; readonly type?: string }, got: string, wanted: string) {
    const where = place.type === undefined ? place.path : `layer ${place.path} (${place.type})`
    super(`${where}: got ${got}, wanted ${wanted}`)
    this.name = 'ShapeError'
    this.path = place.path
    this.got = got
    this.wanted = wanted
  }
}
