/** Units that share one permutation. */
export interface PermutationGroup {
  readonly size: number
  /** Names of the layers that make them. */
  readonly layers: readonly string[]
}

/** A set of units, by the number it was made with; joined sets are one. */
export type UnitSet = number

/** Sets of units that are found, joined and fixed while a network is walked through. */
export interface UnitSets {
  create(size: number, layer?: string): UnitSet
  /** Makes two sets of one size permute together; where one is fixed, both are. */
  join(a: UnitSet, b: UnitSet): void
  /** Keeps a set's units, and those of all that are joined to it, in their places. */
  fix(set: UnitSet): void
  isFixed(set: UnitSet): boolean
  /** Names of the layers whose units are in a set. */
  layersOf(set: UnitSet): readonly string[]
  /** The sets that are free, joined ones once, in the order in which they were made. */
  list(): readonly PermutationGroup[]
  /** Place of a set in that list; −1 where it is fixed. */
  groupOf(set: UnitSet): number
}

/** Starts without sets (union and find). */
export function createUnitSets(): UnitSets {
  const sizes: number[] = []
  const parents: number[] = []
  const layers: string[][] = []
  const fixed: boolean[] = []
  const find = (set: UnitSet): UnitSet => {
    let root = set
    while (parents[root] !== root) root = parents[root] as number
    return root
  }
  const free = () => parents.flatMap((parent, set) => (parent === set && !fixed[set] ? [set] : []))
  return {
    create(size, layer) {
      sizes.push(size)
      layers.push(layer === undefined ? [] : [layer])
      fixed.push(false)
      return parents.push(parents.length) - 1
    },
    join(a, b) {
      const [first, second] = [find(a), find(b)].sort((x, y) => x - y) as [number, number]
      if (first === second) return
      parents[second] = first
      layers[first]?.push(...(layers[second] ?? []))
      fixed[first] ||= fixed[second] === true
    },
    fix: (set) => {
      fixed[find(set)] = true
    },
    isFixed: (set) => fixed[find(set)] === true,
    layersOf: (set) => layers[find(set)] ?? [],
    list: () => free().map((set) => ({ size: sizes[set] as number, layers: layers[set] ?? [] })),
    groupOf: (set) => free().indexOf(find(set)),
  }
}
