import type { ChoiceKind } from '../choices/choiceKinds.ts'

/** A network picked by hand: a place of the plane in weight-space distance, or φ(t). */
export type Pick =
  | { readonly on: 'plane'; readonly x: number; readonly y: number }
  | { readonly on: 'curve'; readonly t: number }

/** Most networks that are picked. */
export const mostPicks = 20

/** Picked networks, written `p_6.2_5.4~c_0.5`; none is written `none`. */
export function picksKind(
  maxLength: number,
): ChoiceKind<readonly Pick[]> & { readonly kind: 'picks'; readonly maxLength: number } {
  return {
    kind: 'picks',
    maxLength,
    encode: (picks) => picks.map(encodePick).join('~') || 'none',
    decode: (text) => {
      if (text === 'none') return []
      const picks = text.split('~').map(decodePick)
      if (picks.length > maxLength) return undefined
      return picks.every((pick) => pick !== undefined) ? picks : undefined
    },
  }
}

function encodePick(pick: Pick): string {
  return pick.on === 'plane' ? `p_${pick.x}_${pick.y}` : `c_${pick.t}`
}

function decodePick(text: string): Pick | undefined {
  const [sign, ...words] = text.split('_')
  const numbers = words.map((word) => (word.trim() === '' ? Number.NaN : Number(word)))
  if (numbers.some((value) => !(Math.abs(value) < 1e9))) return undefined
  const [first, second] = numbers
  if (sign === 'c' && numbers.length === 1 && first !== undefined) {
    return first >= 0 && first <= 1 ? { on: 'curve', t: first } : undefined
  }
  if (sign !== 'p' || numbers.length !== 2 || first === undefined || second === undefined) return undefined
  return { on: 'plane', x: first, y: second }
}
