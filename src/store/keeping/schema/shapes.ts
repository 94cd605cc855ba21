import * as v from 'valibot'
import type { WeightsId } from '../../../protocol/identifiers.ts'

/** A rule for values of type T, whatever comes in. */
export type Rule<T> = v.GenericSchema<unknown, T>

/** An object of type T: a property that is added to T and has no rule here fails the build, one that no rule knows is refused. */
export function shaped<T extends object>(rules: { readonly [K in keyof T]-?: Rule<T[K]> }): Rule<T> {
  return v.strictObject(rules as Record<string, Rule<unknown>>) as unknown as Rule<T>
}

/** A property that may be absent. */
export function optional<T>(rule: Rule<T>): Rule<T> {
  return v.exactOptional(rule)
}

/** What a step came to, or nothing; JSON has no undefined, so that nothing comes back as null or not at all. */
export function present<T>(rule: Rule<T>): Rule<T | undefined> {
  return v.pipe(
    v.nullish(rule),
    v.transform((value) => value ?? undefined),
  )
}

/** Any number, NaN and infinities included. */
export const anyNumber: Rule<number> = v.custom<number>((value) => typeof value === 'number', 'not a number')

/** A finite number. */
export const finite: Rule<number> = v.pipe(v.number(), v.finite())

/** A whole number from 0 on. */
export const count: Rule<number> = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Text of a person or a file. */
export const words: Rule<string> = v.string()

/** The name of held weights. */
export const weightsId: Rule<WeightsId> = v.custom<WeightsId>(
  (value) => typeof value === 'string' && /^[a-z0-9]+-\d+$/.test(value),
  'not a name of weights',
)

/** A list of what `rule` says, at most a hundred thousand. */
export function listOf<T>(rule: Rule<T>): Rule<readonly T[]> {
  return v.pipe(v.array(rule), v.maxLength(100_000))
}

/** Numbers of a kind; what must be finite is checked where they are used. */
export const float64s: Rule<Float64Array> = v.instance(Float64Array)
export const float32s: Rule<Float32Array> = v.instance(Float32Array)
export const int32s: Rule<Int32Array> = v.instance(Int32Array)
export const bytes: Rule<Uint8Array> = v.instance(Uint8Array)
