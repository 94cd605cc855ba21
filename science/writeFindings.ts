import type { readMachine } from '../bench/readMachine.ts'
import type { GroupName } from './claims.ts'
import { tabulateCurves, tabulateEnsembles, tabulateWidths } from './describeData.ts'
import { formatInterval, formatTable, wrapText } from './formatNumbers.ts'
import type { Verdict } from './intervals.ts'
import { type JudgedClaim, judgeClaims, type ResultsByData } from './judgeClaims.ts'
import type { SeedResults, SeedRun } from './results.ts'
import { type DataName, dataNames, settings } from './setting.ts'
import { describeSetting, limits, sectionTexts } from './texts.ts'

/** A run of `npm run science`. */
export interface ScienceReport {
  readonly machine: ReturnType<typeof readMachine>
  readonly processes: number
  readonly runs: readonly SeedRun[]
}

const verdictTexts: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  fails: '**does not hold**',
  open: 'not decided',
}

/** The document, every sentence about a result chosen by the numbers. */
export function writeFindings(report: ScienceReport): string {
  const results = groupResults(report.runs)
  const ran = dataNames.filter((data) => (results[data]?.length ?? 0) > 0)
  const judged = judgeClaims(results)
  return [
    '# Findings',
    'What holds of the paper’s claims for networks as small as those of this lab. `npm run science` measures it anew and writes this document, its sentences too: do not edit it by hand.',
    describeRun(report, ran),
    '## In short',
    summarize(judged, ran),
    ...Object.entries(sectionTexts).flatMap(([group, { title, text }]) => [
      `## ${title}`,
      text,
      ...describeGroup(group as GroupName, results, ran),
      tabulateClaims(
        judged.filter(({ claim }) => claim.group === group),
        ran,
      ),
    ]),
    '## How it was done',
    ...ran.map((data) => describeSetting(data, settings[data])),
    limits(judged.length * ran.length),
  ]
    .flatMap((block) => block.split('\n\n'))
    .map((block) => (block.includes('\n') || block.startsWith('|') ? block : wrapText(block)))
    .join('\n\n')
    .concat('\n')
}

function groupResults(runs: readonly SeedRun[]): ResultsByData {
  const groups: Partial<Record<DataName, SeedResults[]>> = {}
  for (const { data, results } of runs) if (results) groups[data] = [...(groups[data] ?? []), results]
  return groups
}

function describeRun({ machine, processes, runs }: ScienceReport, ran: readonly DataName[]): string {
  const counts = ran.map((data) => {
    const tried = runs.filter((run) => run.data === data)
    const failed = tried.filter(({ failed: message }) => message !== undefined).length
    return `${tried.length - failed} seeds on ${data}${failed > 0 ? ` (${failed} left out, whose training diverged or failed)` : ''}`
  })
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0)
  return `This run: **${counts.join(', ')}**, with the \`simd\` backend in Node on ${machine.cpu} (${machine.cores} cores, ${machine.memoryGiB} GiB; ${machine.system}), ${processes} processes at a time, ${formatMinutes(seconds)} of processes together.`
}

function formatMinutes(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60))
  return `${minutes} minute${minutes > 1 ? 's' : ''}`
}

/** Which claims hold, fail and stay open, by name. */
function summarize(judged: readonly JudgedClaim[], ran: readonly DataName[]): string {
  const parts: string[] = []
  const list = (title: string, chosen: readonly JudgedClaim[]) => {
    if (chosen.length > 0)
      parts.push(`**${title}**\n\n${chosen.map(({ claim }) => `- ${claim.text}.`).join('\n')}`)
  }
  const everywhere = (verdict: Verdict) => (one: JudgedClaim) =>
    one.findings.every((finding) => finding.verdict === verdict)
  const where = ran.length === 1 ? `on ${ran[0]}` : `on ${ran.join(' and ')}`
  list(`Holds ${where}`, judged.filter(everywhere('holds')))
  list(`Does not hold ${where}: the interval lies on the other side`, judged.filter(everywhere('fails')))
  list(`Not decided ${where}: the interval reaches over the edge`, judged.filter(everywhere('open')))
  const mixed = judged.filter(({ findings }) => new Set(findings.map(({ verdict }) => verdict)).size > 1)
  if (mixed.length > 0) {
    const lines = mixed.map(({ claim, findings }) => {
      const words = findings.map(({ data, verdict }) => `${data}: ${verdictTexts[verdict]}`)
      return `- ${claim.text}. ${words.join('; ')}.`
    })
    parts.push(`**Differs between the data sets**\n\n${lines.join('\n')}`)
  }
  return parts.join('\n\n')
}

function describeGroup(group: GroupName, results: ResultsByData, ran: readonly DataName[]): string[] {
  return ran.flatMap((data) => {
    const seeds = results[data] ?? []
    if (group === 'ensembles')
      return [`${data}: test error; test nll, mean ± deviation over seeds`, tabulateEnsembles(seeds)]
    if (group === 'widths')
      return [`${data}: train nll, mean ± deviation over seeds`, tabulateWidths(data, seeds)]
    return group === 'curves' ? [`${data}, width ${settings[data].width}`, tabulateCurves(seeds)] : []
  })
}

function tabulateClaims(judged: readonly JudgedClaim[], ran: readonly DataName[]): string {
  const rows = judged.map(({ claim, findings }) => [
    claim.text,
    `${claim.figure}; holds ${describeRegion(claim.region)}`,
    ...findings.map(
      ({ interval, verdict }) => `${formatInterval(interval, claim.unit)}: ${verdictTexts[verdict]}`,
    ),
  ])
  return formatTable(['claim', 'figure', ...ran], rows)
}

function describeRegion({ above, below }: JudgedClaim['claim']['region']): string {
  if (above !== undefined && below !== undefined) return `between ${above} and ${below}`
  return above !== undefined ? `above ${above}` : `below ${below}`
}
