/**
 * Makes a function that resolves after the messages that wait now were handled. A message to oneself joins the queue behind
 * them; `scheduler.yield` would come back before them and leave a cancel waiting, and timers are clamped to 4 ms.
 */
export function createYieldTask(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.onmessage = () => waiting.shift()?.()
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      port2.postMessage(undefined)
    })
}
