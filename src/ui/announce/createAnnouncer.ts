import type { News } from './listNews.ts'

/** Quiet after which what has gathered is said, and the longest that it waits for quiet. */
const quietMs = 600
const longestMs = 2500

/** Gathers news and says them together, the newest of each kind, so that a study that redraws itself is one sentence or two. */
export function createAnnouncer(say: (text: string) => void) {
  const waiting = new Map<News['kind'], string>()
  let quiet: ReturnType<typeof setTimeout> | undefined
  let longest: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(quiet)
    clearTimeout(longest)
    quiet = undefined
    longest = undefined
  }
  const flush = () => {
    stop()
    if (waiting.size > 0) say([...waiting.values()].join(' '))
    waiting.clear()
  }
  return {
    tell(news: readonly News[]) {
      if (news.length === 0) return
      for (const { kind, text } of news) {
        // Said last what came last.
        waiting.delete(kind)
        waiting.set(kind, text)
      }
      clearTimeout(quiet)
      quiet = setTimeout(flush, quietMs)
      longest ??= setTimeout(flush, longestMs)
    },
    stop,
  }
}
