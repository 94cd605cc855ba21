import { EngineError } from '../protocol/engineError.ts'

/** A range with both ends allowed; `because` says why it ends there. */
export interface Range {
  readonly min: number
  readonly max: number
  readonly whole?: boolean
  readonly because?: string
}

/** Refuses a number that is not finite or out of range. @throws EngineError `invalid-request` with name, value and range */
export function requireNumber(name: string, value: number, { min, max, whole, because }: Range): void {
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return
  const reason = because ? ` (${because})` : ''
  throw invalid(name, value, `a ${whole ? 'whole ' : ''}number from ${min} to ${max}${reason}`)
}

/** Refuses a word that is not in the list. @throws EngineError `invalid-request` with name, value and list */
export function requireWord(name: string, value: string, words: readonly string[]): void {
  if (!words.includes(value)) throw invalid(name, value, `one of ${words.join(', ')}`)
}

/** Refuses a list with a value that is not finite. @throws EngineError `invalid-request` with name, place and value */
export function requireFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!Number.isFinite(value)) throw invalid(`${name}[${i}]`, value, 'a finite number')
  }
}

/** Refuses a list in which something stands twice. @throws EngineError `invalid-request` naming it */
export function requireDistinct(name: string, values: readonly string[]): void {
  const twice = values.find((value, i) => values.indexOf(value) !== i)
  if (twice !== undefined) throw invalid(name, `${twice} twice`, 'different names')
}

/** An `invalid-request` in the wording of all of them: what, the value, what would do. */
export function invalid(name: string, got: unknown, wanted: string): EngineError {
  return new EngineError('invalid-request', `${name}: got ${String(got)}, wanted ${wanted}`)
}
