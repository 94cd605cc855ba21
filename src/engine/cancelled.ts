/** Thrown inside a job to leave it at once; the registry turns it into `{ state: 'cancelled' }`, so that it never crosses the border. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled')
    this.name = 'Cancelled'
  }
}
