/**
 * Turns an asynchronous function into one that runs once at a time: while a call runs the newest waits, and older ones that
 * waited resolve to undefined. For drags, where only the last position matters.
 */
export function latest<Argument, Result>(
  run: (argument: Argument) => Promise<Result>,
): (argument: Argument) => Promise<Result | undefined> {
  let isRunning = false
  let waiting: Waiting<Argument, Result> | undefined

  const start = async (argument: Argument): Promise<Result> => {
    isRunning = true
    try {
      return await run(argument)
    } finally {
      isRunning = false
      const next = waiting
      waiting = undefined
      if (next) start(next.argument).then(next.resolve, next.reject)
    }
  }

  return (argument) => {
    if (!isRunning) return start(argument)
    waiting?.resolve(undefined)
    return new Promise((resolve, reject) => {
      waiting = { argument, resolve, reject }
    })
  }
}

interface Waiting<Argument, Result> {
  readonly argument: Argument
  readonly resolve: (result: Result | undefined) => void
  readonly reject: (error: unknown) => void
}
