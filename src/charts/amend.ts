import type { BaseType, Selection } from 'd3'

type Value = string | number | boolean | null

/**
 * Sets an attribute of every element where it is another than before. The browser lays out and paints whatever is written,
 * also what stays the same, and during a drag most of a chart does. For `selection.call(amend, name, value)`.
 */
export function amend<Target extends Element, Datum, Parent extends BaseType, ParentDatum>(
  selection: Selection<Target, Datum, Parent, ParentDatum>,
  name: string,
  value: Value | ((datum: Datum, index: number) => Value),
): void {
  selection.each(function amendOne(datum, index) {
    const next = typeof value === 'function' ? value(datum, index) : value
    if (next === null) this.removeAttribute(name)
    else if (this.getAttribute(name) !== String(next)) this.setAttribute(name, String(next))
  })
}

/** Sets the text of every element where it is another than before; for `selection.call(amendText, value)`. */
export function amendText<Target extends Element, Datum, Parent extends BaseType, ParentDatum>(
  selection: Selection<Target, Datum, Parent, ParentDatum>,
  value: string | ((datum: Datum, index: number) => string),
): void {
  selection.each(function amendOne(datum, index) {
    const next = typeof value === 'function' ? value(datum, index) : value
    if (this.textContent !== next) this.textContent = next
  })
}

/** Gives or takes a class of every element where that changes something; for `selection.call(amendClass, name, value)`. */
export function amendClass<Target extends Element, Datum, Parent extends BaseType, ParentDatum>(
  selection: Selection<Target, Datum, Parent, ParentDatum>,
  name: string,
  value: boolean | ((datum: Datum) => boolean),
): void {
  selection.each(function amendOne(datum) {
    const next = typeof value === 'function' ? value(datum) : value
    if (this.classList.contains(name) !== next) this.classList.toggle(name, next)
  })
}
