/** What tabs tell each other of the shelf: something on it changed, and for a study that was renamed its new name. */
export interface ShelfNews {
  readonly renamed?: { readonly id: string; readonly name: string }
}

const channelName = 'isthmus studies'

function createChannel(): BroadcastChannel | undefined {
  return typeof BroadcastChannel === 'undefined' || typeof document === 'undefined'
    ? undefined
    : new BroadcastChannel(channelName)
}

let channel: BroadcastChannel | undefined

/** Tells the other tabs that the shelf changed. */
export function tellShelfNews(news: ShelfNews = {}): void {
  channel ??= createChannel()
  channel?.postMessage(news)
}

/** Listens to the other tabs; returns how to stop. */
export function hearShelfNews(hear: (news: ShelfNews) => void): () => void {
  const listening = createChannel()
  listening?.addEventListener('message', ({ data }: MessageEvent<ShelfNews>) => hear(data))
  return () => listening?.close()
}
