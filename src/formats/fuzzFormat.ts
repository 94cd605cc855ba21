import { createRandom } from '../core/random.ts'
import { FormatError } from './formatError.ts'
import { mutate, scatter } from './fuzz.ts'

/** How a run of damaged files ended. */
export interface FuzzOutcome {
  readonly parsed: number
  readonly refused: number
  /** The longest that a case took, in ms. */
  readonly slowestMs: number
  /** How much more memory the process held at its fullest than when the run began, in MiB; 0 where nobody tells. */
  readonly grownMiB: number
}

/** Which files a run damages and how often. */
export interface FuzzPlan {
  readonly files: readonly Uint8Array[]
  readonly seed: number
  /** Number of cases as the environment gives it (`ISTHMUS_FUZZ_CASES`); absent: as many as fit into 1.5 s, from 40 to 2,000. */
  readonly cases: string | undefined
}

/** A busy machine must still see files read and refused. */
const fewestCases = 40

/** Memory that a run may take beside what was held before, garbage of the cases before included. */
const mostMiB = 512

/** Time that a test may take over its cases, in ms: 20,000 cases of the slowest format take two minutes. */
export const fuzzTimeoutMs = 600_000

/**
 * Parses damaged files and, every eighth time, random bytes. @throws whatever a case throws that is no FormatError, and an
 * Error where a case takes over a second twice or memory grows by over 512 MiB; all with the number of the case
 */
export async function fuzzFormat(
  parse: (bytes: Uint8Array<ArrayBuffer>) => unknown,
  { files, seed, cases }: FuzzPlan,
): Promise<FuzzOutcome> {
  const most = cases === undefined ? 2000 : Number(cases)
  const started = performance.now()
  const heldBefore = peakMiB()
  let [parsed, refused, slowestMs] = [0, 0, 0]
  for (let number = 0; number < most; number++) {
    if (cases === undefined && number >= fewestCases && performance.now() - started > 1500) break
    const random = createRandom(seed, 'data', number)
    const file = files[number % files.length] ?? new Uint8Array(0)
    const bytes = number % 8 === 7 ? scatter(random) : mutate(file, random)
    const run = () => runCase(parse, bytes, number)
    const first = await run()
    // Twice, since a busy machine can stop any process for a second.
    const { accepted, elapsedMs } = first.elapsedMs > 1000 ? await run() : first
    if (elapsedMs > 1000) throw new Error(`case ${number} takes over a second`)
    slowestMs = Math.max(slowestMs, elapsedMs)
    const grown = peakMiB() - heldBefore
    if (grown > mostMiB) throw new Error(`with case ${number} memory has grown by ${grown.toFixed(0)} MiB`)
    if (accepted) parsed++
    else refused++
  }
  const outcome = { parsed, refused, slowestMs, grownMiB: peakMiB() - heldBefore }
  if (cases !== undefined) report(outcome)
  return outcome
}

function report({ parsed, refused, slowestMs, grownMiB }: FuzzOutcome): void {
  const times = `slowest ${slowestMs.toFixed(0)} ms, memory +${grownMiB.toFixed(0)} MiB`
  // biome-ignore lint/suspicious/noConsole: the figures are what a long run is for
  console.info(`${parsed} read, ${refused} refused, ${times}`)
}

/** The most memory that the process ever held; 0 outside Node. */
function peakMiB(): number {
  const { process } = globalThis as { process?: { resourceUsage(): { readonly maxRSS: number } } }
  return (process?.resourceUsage().maxRSS ?? 0) / 1024
}

async function runCase(
  parse: (bytes: Uint8Array<ArrayBuffer>) => unknown,
  bytes: Uint8Array<ArrayBuffer>,
  number: number,
): Promise<{ accepted: boolean; elapsedMs: number }> {
  const started = performance.now()
  let accepted = true
  try {
    await parse(bytes)
  } catch (error) {
    if (!(error instanceof FormatError))
      throw new Error(`case ${number} ends in ${String(error)}`, { cause: error })
    accepted = false
  }
  return { accepted, elapsedMs: performance.now() - started }
}
