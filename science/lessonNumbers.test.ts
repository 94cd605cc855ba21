import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { allLessons } from '../src/lessons/allLessons.ts'
import type { LessonStep } from '../src/lessons/lesson.ts'
import { parseMarkup } from '../src/lessons/markup.ts'
import { claims } from './claims.ts'
import { judge, meanInterval, type Region } from './intervals.ts'
import { readLessonStudy } from './readLessonStudy.ts'
import type { MethodName, SeedResults } from './results.ts'
import type { ScienceReport } from './writeFindings.ts'

const report = JSON.parse(
  readFileSync(new URL('results.json', import.meta.url), 'utf8'),
) as Partial<ScienceReport>
const pairs = (report.runs ?? []).flatMap(({ data, results }) =>
  data === 'moons' && results ? [results] : [],
)

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** That a rounded number, `unit` being one of its last digit, may be the mean: some value that is rounded to it lies in the interval. */
function expectAbout(typed: number, unit: number, values: readonly number[]): void {
  const { low, high } = meanInterval(values)
  expect(high).toBeGreaterThan(typed - unit / 2)
  expect(low).toBeLessThan(typed + unit / 2)
  expect(high - low).toBeLessThan(typed * 1.2)
}

const verdictOf = (measure: (pair: SeedResults) => number, region: Region) =>
  judge(meanInterval(pairs.map(measure)), region)

function verdictOfClaim(text: string) {
  const claim = claims.find((one) => one.text === text)
  if (!claim) throw new Error(`no claim says: ${text}`)
  return verdictOf(claim.measure, claim.region)
}

/** At the last number of budgets, which is three. */
const scoreOf = ({ ensembles }: SeedResults, method: MethodName) =>
  ensembles[method].at(-1) ?? { error: Number.NaN, nll: Number.NaN }

const walls = pairs.map(({ curves }) => curves.segment.barrier)
const leftOnCurve = pairs.map(
  ({ curves }) => mean(curves.curves.map(({ barrier }) => barrier)) / curves.segment.barrier,
)
const leftAligned = pairs.map(({ alignment: { before, after } }) => after.barrier / before.barrier)

const moons = readLessonStudy('moons')

function textOf({ text, task, hint, after, teacher, check }: LessonStep): string {
  const asked =
    check.kind === 'question'
      ? [check.question, ...check.answers.flatMap((one) => [one.text, one.reply])]
      : []
  return [...text, task, hint, ...after, teacher, ...asked].join('\n')
}

function stepAt(place: string): LessonStep {
  const [name, number] = place.split(' ')
  const step = allLessons.find((lesson) => lesson.name === name)?.steps[Number(number) - 1]
  if (!step) throw new Error(`there is no step ${place}`)
  return step
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1))
const factor = (value: number, exponent: number) => value / 10 ** exponent
const twenty = () => expect(pairs).toHaveLength(20)
const four = () => expect(moons.choices.manyCount).toBe(4)
const coin = () => expect(Math.abs(moons.middleAccuracy - 0.5)).toBeLessThan(0.05)
const sixteen = () => expect(moons.choices.widths).toEqual([16, 16])
/** A definition, or a place in a text: nothing was measured for it. */
const byDefinition = () => {}

/** What the texts of a step say of numbers and of findings, and how it is seen to be so. */
const typed: readonly (readonly [place: string, says: string, isSo: () => unknown])[] = [
  [
    'slice 1',
    'above 1',
    () => expect(Math.max(...(moons.landscape.values.train?.nll ?? []))).toBeGreaterThan(1),
  ],
  ['slice 2', 'a loss near 0', byDefinition],
  ['slice 2', 'says 50 : 50 of two classes', byDefinition],
  [
    'slice 2',
    'log 2 comes back in lessons 2 and 5',
    () => {
      for (const at of [1, 4]) expect(JSON.stringify(allLessons[at])).toContain('\\\\log 2')
    },
  ],
  ['slice 3', 'from 0.1 to 0.2 is as far as from 1 to 2', () => expect(0.2 / 0.1).toBeCloseTo(2 / 1)],
  ['slice 5', 'has hundreds', () => expect(moons.weights).toBeGreaterThan(200)],
  ['slice 5', 'two directions of hundreds', () => expect(moons.weights).toBeGreaterThan(200)],
  ['slice 5', 'a million weights the share is a thousandth', () => expect(1 / Math.sqrt(1e6)).toBe(1e-3)],
  ['wall 1', 'Why not 100 %?', () => expect(Math.max(...moons.ends)).toBeLessThan(1)],
  ['wall 2', 'w₁ lies at 0 on its lower axis', byDefinition],
  ['wall 2', 'where all weights are 0', byDefinition],
  [
    'wall 2',
    'all but orthogonal',
    () => {
      const [a = 0, b = 0] = moons.norms
      expect(Math.abs((a ** 2 + b ** 2 - moons.distance ** 2) / (2 * a * b))).toBeLessThan(0.2)
    },
  ],
  ['wall 3', 'one half', coin],
  ['wall 5', 'A coin that says 50 : 50 every time', byDefinition],
  ['wall 5', 'of the training samples: a coin', coin],
  ['wall 5', 'its loss is far above a coin’s', () => expect(moons.middleNll).toBeGreaterThan(2 * Math.LN2)],
  ['wall 5', 'Loss above log 2', byDefinition],
  ['wall 6', '11 for instance', () => expect(moons.choices.seed2).not.toBe(11)],
  ['wall 6', 'over twenty pairs', twenty],
  ['wall 6', 'about 0.4 nats high on average', () => expectAbout(0.4, 0.1, walls)],
  [
    'wall 6',
    'more than three times as high as the lowest',
    () => expect(Math.max(...walls)).toBeGreaterThan(3 * Math.min(...walls)),
  ],
  [
    'wall 6',
    'None came to half of the wall that this lesson began with',
    () => expect(Math.max(...walls)).toBeLessThan(moons.wall / 2),
  ],
  [
    'bend 1',
    'in the middle of the segment',
    () => expect(stepAt('bend 1').stage.words).toContain(`held=1_${(moons.distance / 2).toFixed(1)}_0`),
  ],
  [
    'bend 2',
    'below 0.3',
    () => {
      expect(stepAt('bend 2').check).toMatchObject({ below: 0.3 })
      expect(moons.curveMax).toBeLessThan(0.2)
      expect(moons.wall).toBeGreaterThan(0.3)
    },
  ],
  ['bend 4', 'within 10 %', () => expect(stepAt('bend 4').check).toMatchObject({ times: 1.1 })],
  [
    'bend 4',
    'about y = 4.5, a little right of the middle',
    () => {
      expect(moons.bend.y).toBeCloseTo(4.5, 1)
      expect(moons.bend.x - moons.distance / 2).toBeGreaterThan(0)
      expect(moons.bend.x - moons.distance / 2).toBeLessThan(1)
    },
  ],
  ['bend 6', 'On twenty pairs', twenty],
  ['bend 6', 'kept about 5 % of the segment’s barrier', () => expectAbout(0.05, 0.01, leftOnCurve)],
  ['many 1', 'y = −3 or lower', () => expect(stepAt('many 1').stage.words).toContain('window=-3_15.5_-6_6')],
  ['many 3', 'Four curves, four seeds', four],
  ['many 3', 'will the four lie', four],
  ['many 4', 'Four low curves could be four ways or the same one four times', four],
  [
    'many 4',
    'another seed finds nearly the same place',
    () =>
      expect(
        verdictOfClaim(
          'Bends from different seeds lie nearer to each other than to the segment’s middle, where they began',
        ),
      ).toBe('holds'),
  ],
  [
    'many 4',
    'over twenty pairs of ours that did not hold',
    () => {
      twenty()
      expect(
        verdictOfClaim('Bends from different seeds lie apart by more than a quarter of the ends’ distance'),
      ).toBe('fails')
    },
  ],
  [
    'many 5',
    'so its bend lies lower',
    () => expect(readLessonStudy('moons-chain').bend.y).toBeLessThan(moons.bend.y),
  ],
  ['real 1', 'two hidden layers of 16 units, and 16 units', sixteen],
  ['real 1', '16! \\approx 2.1\\cdot10^{13}', () => expect(factor(factorial(16), 13).toFixed(1)).toBe('2.1')],
  ['real 1', '2 · 16!, about 4 · 10¹³', () => expect(factor(2 * factorial(16), 13).toFixed(0)).toBe('4')],
  ['real 1', '16! · 16!, about 4 · 10²⁶', () => expect(factor(factorial(16) ** 2, 26).toFixed(0)).toBe('4')],
  ['real 2', 'to rounding', byDefinition],
  ['real 3', 'over our twenty pairs', twenty],
  ['real 3', 'about 8 % were left on average', () => expectAbout(0.08, 0.01, leftAligned)],
  ['real 3', 'on some of them hardly anything', () => expect(Math.min(...leftAligned)).toBeLessThan(0.03)],
  [
    'real 3',
    'on others more than twice as much',
    () => expect(Math.max(...leftAligned)).toBeGreaterThan(2 * mean(leftAligned)),
  ],
  ['real 6', 'all outputs are nearly 0', byDefinition],
  ['ensembles 1', 'five independent networks', () => expect(moons.choices.alongCount).toBe(5)],
  ['ensembles 1', '300 samples here', () => expect(moons.testCount).toBe(300)],
  ['ensembles 1', 'a third of a percent', () => expect(100 / moons.testCount).toBeCloseTo(1 / 3)],
  ['ensembles 2', 'over twenty seeds', twenty],
  [
    'ensembles 6',
    'the methods lie close together',
    () =>
      expect(verdictOf((pair) => scoreOf(pair, 'sse').nll / scoreOf(pair, 'fge').nll, { below: 1.1 })).toBe(
        'holds',
      ),
  ],
  ['ensembles 6', 'Over twenty seeds', twenty],
  [
    'ensembles 6',
    'is lower than that of snapshots',
    () =>
      expect(verdictOf((pair) => scoreOf(pair, 'sse').nll - scoreOf(pair, 'fge').nll, { above: 0 })).toBe(
        'holds',
      ),
  ],
  [
    'ensembles 6',
    'equal to independent networks to 5 %',
    () =>
      expect(verdictOfClaim('FGE has the test nll of independent networks to 5 % at 3 budgets')).toBe(
        'holds',
      ),
  ],
  [
    'ensembles 6',
    'by less than one test sample on average',
    () =>
      expect(
        verdictOf(
          (pair) => moons.testCount * (scoreOf(pair, 'independent').error - scoreOf(pair, 'fge').error),
          { above: -1, below: 1 },
        ),
      ).toBe('holds'),
  ],
  ['ensembles 6', 'Set the repetitions to 3', byDefinition],
]

it.each(typed)('%s: %s', (place, says, isSo) => {
  expect(textOf(stepAt(place))).toContain(says)
  isSo()
})

it('halfway stands a network that is worse than guessing', () => {
  expect(allLessons[1]?.sentence).toContain('Halfway between them stands one that is worse than guessing.')
  expect(moons.middleNll).toBeGreaterThan(Math.LN2)
})

it('writes log 2 as it is', () => {
  const written = [...JSON.stringify(allLessons).matchAll(/\\\\log 2 \\\\approx ([\d.]+)/g)]
  expect(written).toHaveLength(2)
  for (const [, digits] of written) expect(digits).toBe(Math.LN2.toFixed(3))
})

/** Numbers of a text that are typed and not places on the curve, lessons or figures of the paper. */
function typedNumbers(text: string): string[] {
  const places =
    /\bt (?:=|from) [\d.]*\d(?:(?:,| and| to)(?: t =)? [\d.]*\d)*|\b(?:lessons?|figure) \d|2t\(1−t\)/g
  const words =
    /[\d.]*\d|\b(?:twenty|dozen|four|five|six|seven|eight|nine|ten|hundreds?|thousand|million)\b/gi
  return parseMarkup(text)
    .flatMap((token) => (token.kind === 'text' || token.kind === 'emphasis' ? [token.text] : []))
    .flatMap((plain) => plain.replace(places, '').match(words) ?? [])
}

describe.each(allLessons)('lesson $name', ({ name, steps }) => {
  it.each(steps.map((step, index) => [index + 1, step] as const))(
    'step %i types no other number',
    (number, step) => {
      const known = typed.filter(([place]) => place === `${name} ${number}`).map(([, says]) => says)
      const rest = known.reduce((text, says) => text.replaceAll(says, ''), textOf(step))
      expect(typedNumbers(rest)).toEqual([])
    },
  )
})
