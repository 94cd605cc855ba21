import type { Program, Step } from './steps.ts'

/**
 * Gives every value a slot; a slot is free again when its value was read for the last time. A step never writes the slot
 * that it reads. `sizes` are elements of one sample by value; value 0, the data, has no slot.
 */
export function assignSlots(
  steps: readonly Step[],
  sizes: readonly number[],
  result: number,
): Pick<Program, 'slots' | 'slotSizes'> {
  const lastUse = findLastUses(steps, result)
  const slots: number[] = sizes.map(() => -1)
  const slotSizes: number[] = []
  const free: number[] = []
  steps.forEach((step, index) => {
    const slot = free.pop() ?? slotSizes.length
    slots[step.y] = slot
    slotSizes[slot] = Math.max(slotSizes[slot] ?? 0, sizes[step.y] ?? 0)
    for (const value of new Set([...inputsOf(step), step.y])) {
      const held = slots[value] as number
      if (held >= 0 && (lastUse.get(value) ?? -1) <= index) free.push(held)
    }
  })
  return { slots, slotSizes }
}

function inputsOf(step: Step): number[] {
  return step.kind === 'pointwise' && step.z !== undefined ? [step.x, step.z] : [step.x]
}

function findLastUses(steps: readonly Step[], result: number): ReadonlyMap<number, number> {
  const uses = new Map<number, number>()
  steps.forEach((step, index) => {
    for (const value of inputsOf(step)) uses.set(value, index)
  })
  return uses.set(result, steps.length)
}
