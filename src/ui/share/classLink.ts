import { isHidden, type PagePart, pageParts } from '../../store/link/pageParts.ts'

/** What a class is given: a lesson, or the study with parts of the page left out. */
export interface ClassLook {
  /** Name of a lesson; empty for the study. */
  readonly lesson: string
  /** Parts that are not seen; a lesson chooses its own. */
  readonly hide: readonly PagePart[]
  /** Whether the notes for the teacher are seen, which lessons alone have. */
  readonly notes: boolean
  readonly projector: boolean
}

/** Parts of the header; their names do not say so. */
const headerParts: readonly PagePart[] = ['studies', 'files', 'undo', 'engine']

/** The part that another one is a part of; undefined for one that stands by itself. */
export function parentPart(part: PagePart): PagePart | undefined {
  if (headerParts.includes(part)) return 'header'
  return pageParts.find((other) => part.startsWith(`${other}.`))
}

/** Whether a part goes because what it is a part of does. */
export function goesWithParent(hide: readonly PagePart[], part: PagePart): boolean {
  const parent = parentPart(part)
  return parent !== undefined && isHidden(hide, parent)
}

/** The link for a class, from the link of the study: the part of an address after `#`. */
export function classLink(link: string, { lesson, hide, notes, projector }: ClassLook): string {
  const hidden = pageParts.filter((part) => hide.includes(part) && !goesWithParent(hide, part))
  const words =
    lesson === ''
      ? [
          ...link.split('&').filter((word) => word !== '' && !word.startsWith('hide=')),
          ...(hidden.length > 0 ? [`hide=${hidden.join('~')}`] : []),
        ]
      : [`lesson=${lesson}`, ...(notes ? ['notes=1'] : [])]
  return [...words, ...(projector ? ['projector=1'] : [])].join('&')
}
