import { type FigureTheme, figureThemes } from '../../charts/figures/figureTheme.ts'
import { serializeFigure } from '../../charts/figures/prepareFigure.ts'
import { summarizePath } from '../../store/path/pathSelectors.ts'
import type { LandscapeResult } from '../../store/results.ts'
import type { StudyState } from '../../store/state.ts'
import { createPlaneFigure } from '../exporting/figureData.ts'
import { originSentence } from '../texts/footer.ts'
import { captionText } from '../texts/share.ts'
import { wrapWords } from './wrapWords.ts'

/** Pixels between lines of text, and around them. */
const lineHeight = 17
const margin = 16

/** Characters that fit into a line of the caption, and of the link in its smaller letters. */
const captionLength = 140
const linkLength = 140

/** A link with all numbers of a long path is no reading matter. */
const mostLinkLines = 5

/** The study's landscape with a caption and the link under it. */
export interface SharePicture {
  readonly svg: string
  readonly caption: string
  readonly width: number
  readonly height: number
}

/** Draws the picture that is shared: the landscape as it is exported, in the colours of paper, told of and with its link. */
export function createSharePicture(
  state: StudyState,
  landscape: LandscapeResult,
  address: string,
): SharePicture {
  const theme = figureThemes.light
  const figure = createPlaneFigure(state, landscape, theme)
  const caption = captionText({
    description: figure.querySelector('desc')?.textContent ?? '',
    origin: originSentence(state.choices),
    barriers: barriersOf(state),
  })
  const lines = [
    ...wrapWords(caption, captionLength).map((text) => ({ text, isLink: false })),
    ...wrapLink(address).map((text) => ({ text, isLink: true })),
  ]
  const width = Number(figure.getAttribute('width'))
  const top = Number(figure.getAttribute('height'))
  const height = top + lines.length * lineHeight + margin
  addText(figure, lines, { top, width, height, theme })
  const description = figure.querySelector('desc')
  if (description) description.textContent = `${caption} ${address}`
  return { svg: serializeFigure(figure), caption, width, height }
}

function barriersOf({ results: { profile } }: StudyState): readonly [number, number] | undefined {
  if (!profile) return undefined
  const view = { split: 'train', quantity: 'nll', evaluationDecay: 0 } as const
  const barriers = [profile.curve, profile.segment].map(
    (path) => summarizePath(profile.ts, path, view)?.barrier,
  )
  const [curve, segment] = barriers
  return curve === undefined || segment === undefined ? undefined : [curve, segment]
}

interface Line {
  readonly text: string
  readonly isLink: boolean
}

function addText(
  figure: SVGSVGElement,
  lines: readonly Line[],
  {
    top,
    width,
    height,
    theme,
  }: { readonly top: number; readonly width: number; readonly height: number; readonly theme: FigureTheme },
): void {
  figure.setAttribute('height', String(height))
  figure.setAttribute('viewBox', `0 0 ${width} ${height}`)
  figure.querySelector('rect')?.setAttribute('height', String(height))
  const create = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name)
  lines.forEach(({ text, isLink }, index) => {
    const line = create('text')
    line.setAttribute('x', String(margin))
    line.setAttribute('y', String(top + (index + 0.6) * lineHeight))
    line.setAttribute('fill', isLink ? theme.muted : theme.text)
    line.setAttribute('font-size', isLink ? '10' : '13')
    if (isLink) line.setAttribute('font-family', 'monospace')
    line.textContent = text
    figure.append(line)
  })
}

/** A link in lines; of one that would fill the picture only the beginning, since the file has it whole. */
function wrapLink(address: string): string[] {
  const lines = address.match(new RegExp(`.{1,${linkLength}}`, 'g')) ?? []
  return lines.length <= mostLinkLines
    ? lines
    : [...lines.slice(0, mostLinkLines - 1), `${lines[mostLinkLines - 1]?.slice(0, -1)}…`]
}
