import { FormatError } from '../formatError.ts'
import { asAttributes, asEntries, asItems, type PickleValue } from './pickleValues.ts'

const deepest = 100
const mostEntries = 500_000

/** Whether a value describes an object of torch.nn.Module: of any class, since none is ever loaded. */
export function isModule(value: PickleValue): boolean {
  const attributes = asAttributes(value)
  return (
    asEntries(attributes?.get('_parameters')) !== undefined &&
    asEntries(attributes?.get('_modules')) !== undefined
  )
}

/**
 * Visits what `state_dict()` of a pickled module would hold, in its order: parameters, then persistent buffers, then the
 * modules inside. @throws FormatError where modules are nested over 100 deep or hold over 500,000 entries
 */
export function walkModule(
  root: PickleValue,
  format: string,
  visit: (name: string, value: PickleValue) => void,
): void {
  let left = mostEntries
  const spend = (count: number) => {
    left -= count
    if (left < 0) throw new FormatError(format, 'module', `more than ${mostEntries} parameters and modules`)
  }
  const walk = (module: PickleValue, prefix: string, depth: number) => {
    if (depth > deepest) throw new FormatError(format, 'module', `modules are nested over ${deepest} deep`)
    const attributes = asAttributes(module)
    const hidden = new Set(asItems(attributes?.get('_non_persistent_buffers_set')))
    spend(hidden.size)
    for (const kind of ['_parameters', '_buffers']) {
      for (const [name, value] of asEntries(attributes?.get(kind)) ?? []) {
        spend(1)
        if (typeof name === 'string' && !(kind === '_buffers' && hidden.has(name)))
          visit(prefix + name, value)
      }
    }
    for (const [name, child] of asEntries(attributes?.get('_modules')) ?? []) {
      spend(1)
      if (typeof name === 'string') walk(child, `${prefix}${name}.`, depth + 1)
    }
  }
  walk(root, '', 0)
}
