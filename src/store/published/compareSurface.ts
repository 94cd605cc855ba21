import { axisValue, type Grid } from '../../core/planes/grid.ts'
import type { PublishedResult } from '../../protocol/publishedResult.ts'
import { newJobId, type Study, setResults } from '../context.ts'
import type { Comparison, PublishedResults } from '../results.ts'
import { toFailure } from '../running/jobs.ts'
import { bothSplits } from '../running/runProfile.ts'

/** Runs under way, so that they can be stopped. */
const running = new WeakMap<Study, AbortController>()

/** The surface or line that a comparison is of. */
export function comparedResult(
  { planes, paths }: Pick<PublishedResults, 'planes' | 'paths'>,
  { surface }: Pick<Comparison, 'surface'>,
): PublishedResult | undefined {
  return [...planes, ...paths].find(({ name }) => name === surface)
}

/** Rows 1, a, b (or 1, a along a line) over origin and directions, in the order of the file's points. */
function directionRows(result: PublishedResult): Float64Array {
  if (result.kind === 'path') return Float64Array.from([...result.ts].flatMap((step) => [1, step]))
  return planeRows(result.grid)
}

function planeRows({ x, y }: Grid): Float64Array {
  const rows = new Float64Array(3 * x.count * y.count)
  for (let k = 0; k < x.count * y.count; k++) {
    rows[3 * k] = 1
    rows[3 * k + 1] = axisValue(x, k % x.count)
    rows[3 * k + 2] = axisValue(y, Math.floor(k / x.count))
  }
  return rows
}

/** Computes the surface of a file anew on the engine and keeps what comes out beside it. */
export async function compareSurface(study: Study): Promise<void> {
  const { published } = study.store.getState().results
  const comparison = published?.comparison
  const result = comparison && comparedResult(published, comparison)
  if (!comparison || !result) return
  cancelComparison(study)
  const abort = new AbortController()
  running.set(study, abort)
  study.store.setState({ comparing: {} })
  // Whoever closes the results or goes back a step wants no more of it.
  const stop = study.store.subscribe(({ results }) => {
    if (results.published?.comparison?.basis !== comparison.basis) abort.abort()
  })
  try {
    await evaluate(study, comparison, { result, abort })
    if (running.get(study) === abort) study.store.setState({ comparing: undefined })
  } catch (error) {
    const failure = abort.signal.aborted ? undefined : toFailure(error)
    if (running.get(study) === abort) study.store.setState({ comparing: failure && { failure } })
  } finally {
    stop()
  }
}

async function evaluate(
  study: Study,
  comparison: Comparison,
  { result, abort }: { readonly result: PublishedResult; readonly abort: AbortController },
): Promise<void> {
  const { basis, problem } = comparison
  const outcome = await study.client.evaluate(
    {
      problem,
      basis: result.kind === 'path' ? basis.slice(0, 2) : basis,
      coefficients: directionRows(result),
      splits: ['train', 'test'],
      batchNorm: 'stored',
    },
    {
      signal: abort.signal,
      job: newJobId(study),
      onEvent: ({ progress }) => {
        if (!abort.signal.aborted) study.store.setState({ comparing: { progress } })
      },
    },
  )
  const { published } = study.store.getState().results
  if (outcome.state === 'cancelled' || !published || published.comparison?.basis !== basis) return
  const { backend, elapsedMs } = outcome.value
  const found = { values: bothSplits(outcome.value), backend, elapsedMs }
  setResults(study, { published: { ...published, comparison: { ...comparison, found } } })
}

/** Stops a surface from being computed anew. */
export function cancelComparison(study: Study): void {
  running.get(study)?.abort()
}
