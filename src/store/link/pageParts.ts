import type { ChoiceKind } from '../choices/choiceKinds.ts'

/** Parts of the page that a link can hide; a name with a dot is a part of what stands before it. */
export const pageParts = [
  'header',
  'studies',
  'files',
  'undo',
  'engine',
  'steps',
  'steps.data',
  'steps.network',
  'steps.endpoints',
  'steps.curve',
  'steps.landscape',
  'steps.ensembles',
  'experiments',
  'toolbar',
  'path',
  'path.charts',
  'path.table',
  'moment',
] as const

export type PagePart = (typeof pageParts)[number]

/** Parts of the page, each at most once, written `steps.data~toolbar`; none is written `none`. */
export interface PartsKind extends ChoiceKind<readonly PagePart[]> {
  readonly kind: 'parts'
  /** What a text names that the page has, and what it has not. */
  readonly sort: (text: string) => {
    readonly known: readonly PagePart[]
    readonly unknown: readonly string[]
  }
}

/** Parts joined by `~` or commas, as people write them. */
export function partsKind(): PartsKind {
  const sort = (text: string) => {
    const words = text === 'none' ? [] : text.split(/[~,]/)
    return {
      known: pageParts.filter((part) => words.includes(part)),
      unknown: words.filter((word) => !pageParts.some((part) => part === word)),
    }
  }
  return {
    kind: 'parts',
    sort,
    encode: (parts) => parts.join('~') || 'none',
    decode: (text) => {
      const { known, unknown } = sort(text)
      return unknown.length === 0 ? known : undefined
    },
  }
}

/** Whether a part is hidden, by itself or with what it is a part of. */
export function isHidden(hide: readonly PagePart[], part: PagePart): boolean {
  return hide.some((hidden) => hidden === part || part.startsWith(`${hidden}.`))
}
