import { refuse } from './isthmusError.ts'

/** What one named argument may be: a list of words, or a test with its words. */
type Rule = readonly string[] | { readonly test: (value: unknown) => boolean; readonly wanted: string }

/** Rules by the name of the argument. */
export type Rules = Readonly<Record<string, Rule>>

/** A number within bounds. */
export function numberRule(min: number, max: number, { integer = false } = {}): Rule {
  return {
    test: (value) =>
      typeof value === 'number' && value >= min && value <= max && (!integer || Number.isInteger(value)),
    wanted: `a ${integer ? 'whole ' : ''}number from ${min} to ${max}`,
  }
}

/** Yes or no. */
export const flagRule: Rule = { test: (value) => typeof value === 'boolean', wanted: 'true or false' }

/**
 * Checks an object of named arguments, each of which may be left out. @throws IsthmusError `invalid-request` that names the
 * call, the argument and what is allowed
 */
export function checkArguments<T extends object>(call: string, given: unknown, rules: Rules): T {
  if (given === undefined) return {} as T
  const names = Object.keys(rules)
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw refuse(`${call} takes an object with ${names.join(', ')}, not ${quote(given)}`)
  }
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (!rule) throw refuse(`${call} knows no ${name}; it takes ${names.join(', ')}`)
    if (value !== undefined) checkValue(`${name} of ${call}`, value, rule)
  }
  return given as T
}

/** Checks one argument that must be there. @throws IsthmusError `invalid-request` */
export function checkValue(what: string, value: unknown, rule: Rule): void {
  if (isWords(rule)) {
    if (rule.some((word) => word === value)) return
    throw refuse(`${what} must be ${rule.map((word) => `'${word}'`).join(' or ')}, not ${quote(value)}`)
  }
  if (!rule.test(value)) throw refuse(`${what} must be ${rule.wanted}, not ${quote(value)}`)
}

function isWords(rule: Rule): rule is readonly string[] {
  return Array.isArray(rule)
}

function quote(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'function') return String(value).slice(0, 40)
  return (JSON.stringify(value) ?? String(value)).slice(0, 40)
}
