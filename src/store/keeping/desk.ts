import type { StudyArray } from '../../protocol/study.ts'
import type { Study } from '../context.ts'
import { type Claims, createClaims } from './claims.ts'
import { createBrowserShelf } from './shelf/createBrowserShelf.ts'
import type { KeptStudy, StudyHead, StudyShelf } from './shelf/studyShelf.ts'

/** What this tab knows of a study on the shelf. */
export interface ShelvedStudy {
  /** 0 before it was ever written. */
  readonly revision: number
  readonly createdAt: number
  /** What the shelf has of it, so that nothing is written twice. */
  readonly written: string
  /** Arrays that the shelf has, and under which name. */
  readonly names: WeakMap<StudyArray, string>
  readonly nextName: number
}

/** Where studies are kept, and what this tab knows of each. */
export interface Desk {
  readonly shelf: StudyShelf
  readonly claims: Claims
  readonly known: Map<string, ShelvedStudy>
}

const desks = new WeakMap<Study, Desk>()

/** The desk of a study's page, on the browser's own shelf unless another was given first. */
export function deskOf(
  study: Study,
  shelf: () => StudyShelf = createBrowserShelf,
  claims = createClaims,
): Desk {
  const desk = desks.get(study) ?? { shelf: shelf(), claims: claims(), known: new Map() }
  desks.set(study, desk)
  return desk
}

/** Everything that makes a kept study another when it changes. */
export function toWritten(
  { name, link, fromRecording }: Pick<StudyHead, 'name' | 'link' | 'fromRecording'>,
  text: string,
): string {
  return JSON.stringify([name, link, fromRecording, text])
}

/** What is known of a study that was never written. */
export function unwritten(createdAt: number): ShelvedStudy {
  return { revision: 0, createdAt, written: '', names: new WeakMap(), nextName: 0 }
}

/** Remembers what the shelf has of a study that was just read from it. */
export function noteRead({ known }: Desk, { head, record }: KeptStudy): void {
  const names = new WeakMap<StudyArray, string>()
  let nextName = 0
  for (const [name, array] of Object.entries(record.arrays)) {
    names.set(array, name)
    nextName = Math.max(nextName, Number(name.slice(1)) + 1)
  }
  const { revision, createdAt, name, link, fromRecording } = head
  const written = toWritten({ name, link, fromRecording }, record.text)
  known.set(head.id, { revision, createdAt, written, names, nextName })
}
