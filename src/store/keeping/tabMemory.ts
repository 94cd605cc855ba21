/** What a tab remembers over a reload: the study that it showed, and whether that was asked for as a new one. */
export interface TabMemory {
  readonly studyId: string
  readonly isNew: boolean
}

const key = 'isthmus.study'

/** Reads what this tab showed before; undefined in a new tab, and where the browser keeps nothing. */
export function readTabMemory(): TabMemory | undefined {
  try {
    const [, kind, studyId] = /^(new|kept) ([0-9a-f]{24})$/.exec(sessionStorage.getItem(key) ?? '') ?? []
    return studyId === undefined ? undefined : { studyId, isNew: kind === 'new' }
  } catch {
    return undefined
  }
}

/** Remembers what this tab shows, where the browser lets it. */
export function writeTabMemory({ studyId, isNew }: TabMemory): void {
  try {
    sessionStorage.setItem(key, `${isNew ? 'new' : 'kept'} ${studyId}`)
  } catch {
    // Then a reload begins with the last study.
  }
}
