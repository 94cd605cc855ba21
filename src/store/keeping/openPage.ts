import { settleChoices } from '../choices/settleChoices.ts'
import type { Study } from '../context.ts'
import { isReload } from '../isReload.ts'
import { formatLink, parseLink } from '../link/link.ts'
import { openLink } from '../opening.ts'
import { deskOf } from './desk.ts'
import { openKept } from './openKept.ts'
import type { StudyHead } from './shelf/studyShelf.ts'
import { readTabMemory, type TabMemory } from './tabMemory.ts'

/** So long at most the first paint waits to hear whether a study is kept. */
const lookMs = 800

/** A tab that is reloaded may have to wait for its own claim to end. */
const reloadPatienceMs = 1500

/**
 * Opens the page: the study that this tab showed before or the last one that was kept, where the address has no link or the very
 * link of that study; else what the link says.
 */
export async function openPage(study: Study, link: string): Promise<void> {
  study.store.setState({ opening: true })
  const wanted: Wanted = { link, memory: readTabMemory() }
  // A browser that keeps nothing is told of when there is something to keep.
  const looked = deskOf(study)
    .shelf.list()
    .catch((): readonly StudyHead[] => [])
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, lookMs))
  const heads = await Promise.race([looked, late])
  const head = heads && findHead(heads, wanted)
  if (head && (await showHead(study, head, wanted))) return
  const { notice } = study.store.getState()
  const opening = openLink(study, link)
  if (head) study.store.setState({ notice })
  else if (!heads) void showLate(study, looked, wanted)
  await opening
}

/** Shows the kept study after all where it was slow to find, unless somebody has begun to work meanwhile. */
async function showLate(study: Study, looked: Promise<readonly StudyHead[]>, wanted: Wanted): Promise<void> {
  const { studyId } = study.store.getState()
  const head = findHead(await looked, wanted)
  const now = study.store.getState()
  if (!head || now.studyId !== studyId || now.keeping.state !== 'untouched') return
  await showHead(study, head, wanted)
  study.store.setState({ past: [] })
}

async function showHead(study: Study, head: StudyHead, { link, memory }: Wanted): Promise<boolean> {
  const isOwn = memory?.studyId === head.id
  if (!(await openKept(study, head, isOwn ? reloadPatienceMs : 0))) return false
  // The address tells of the last moments before a reload what there was no time to keep.
  if (link !== '' && normalize(link) !== normalize(head.link)) {
    study.store.setState({ choices: settleChoices(parseLink(link).choices).choices })
  }
  return true
}

interface Wanted {
  readonly link: string
  readonly memory: TabMemory | undefined
}

function findHead(all: readonly StudyHead[], { link, memory }: Wanted): StudyHead | undefined {
  const heads = all.filter(({ deletedAt }) => deletedAt === undefined)
  const own = heads.find(({ id }) => id === memory?.studyId)
  const last = heads.toSorted((a, b) => b.usedAt - a.usedAt)[0]
  if (link === '') return own ?? (memory?.isNew ? undefined : last)
  if (own && isReload()) return own
  const wanted = normalize(link)
  return [own, last].find((head) => head !== undefined && normalize(head.link) === wanted)
}

function normalize(link: string): string {
  const { choices, fingerprint } = parseLink(link)
  return formatLink(choices, fingerprint)
}
