import type { Study } from '../context.ts'
import { formatLink, parseLink } from '../link.ts'
import { openLink } from '../opening.ts'
import { settleChoices } from '../settleChoices.ts'
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
  const memory = readTabMemory()
  const head = await findHead(study, { link, memory })
  if (head) {
    const isOwn = memory?.studyId === head.id
    if (await openKept(study, head, isOwn ? reloadPatienceMs : 0)) {
      // The address tells of the last moments before a reload what there was no time to keep.
      if (link !== '' && normalize(link) !== normalize(head.link)) {
        study.store.setState({ choices: settleChoices(parseLink(link).choices).choices })
      }
      return
    }
    const { notice } = study.store.getState()
    await openLink(study, link)
    study.store.setState({ notice })
    return
  }
  await openLink(study, link)
}

interface Wanted {
  readonly link: string
  readonly memory: TabMemory | undefined
}

async function findHead(study: Study, { link, memory }: Wanted): Promise<StudyHead | undefined> {
  // A browser that keeps nothing is told of when there is something to keep.
  const looked = deskOf(study)
    .shelf.list()
    .catch(() => [])
  const late = new Promise<readonly StudyHead[]>((resolve) => setTimeout(() => resolve([]), lookMs))
  const all = await Promise.race([looked, late])
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

function isReload(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return entry?.type === 'reload'
}
