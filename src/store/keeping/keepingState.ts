/** Why a study could not be kept: no room, no storage in this browser or window, or something else. */
export type KeepingFailure = 'full' | 'missing' | 'failed'

/** Whether the present study is kept in the browser. A study that nobody changed is not: it can be had again. */
export type Keeping =
  | { readonly state: 'untouched' | 'changed' | 'saving' | 'saved' }
  | { readonly state: 'failed'; readonly why: KeepingFailure; readonly message: string }

/** A name for a study that no other study has, in this tab or another. */
export function createStudyId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
