import type { Choices } from '../../store/choices/choices.ts'
import type { PlaneFrame } from '../../store/results.ts'
import { shownLabel } from './experiments/overPlane.ts'
import { formatDistance } from './formatting.ts'
import { quantityUnits } from './options.ts'
import { markNames, planeAxes, planeThrough } from './planeKinds.ts'

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What a figure of the plane says. */
export function planeFigureTexts({
  name,
  choices,
  frame,
  bendCount,
  awayFromPlane,
}: {
  readonly name: string
  readonly choices: Pick<Choices, 'split' | 'quantity' | 'surface'>
  readonly frame: Pick<PlaneFrame, 'kind' | 'explained' | 'eigenvalues' | 'marks'>
  readonly bendCount: number
  /** How far the curve leaves the plane; 0 where it lies in it. */
  readonly awayFromPlane: number
}) {
  const what = shownLabel(choices)
  const unit = choices.surface === 'none' ? quantityUnits[choices.quantity] : '%'
  const axes = planeAxes(frame)
  const ends = frame.marks?.map(({ name }) => markNames[name]).join(', ')
  const curve =
    awayFromPlane > 0 ? `curve, projected from up to ${formatDistance(awayFromPlane)} away` : 'curve'
  return {
    title: `${name}: ${what}`,
    description: `${capitalize(what)} in ${unit} over the plane of weight space through ${planeThrough(frame, bendCount)}, as filled contours.`,
    unit,
    xLabel: axes.x,
    yLabel: axes.y,
    legend: {
      endpoints: ends ?? (frame.kind === 'modes' ? 'w₁, w₂, w₃' : 'w₁, w₂'),
      bends: bendCount > 1 ? 'bends' : 'bend',
      curve,
      segment: 'segment',
      picks: 'picked networks',
    },
  } as const
}

/** What a figure along t says. */
export function profileFigureTexts(name: string, left: Choices['quantity']) {
  const leftLabel = `train ${left}, ${quantityUnits[left]}`
  return {
    title: `${name}: from w₁ to w₂`,
    description: `${capitalize(leftLabel)}, and test error, %, against t from w₁ at 0 to w₂ at 1.`,
    leftLabel,
    rightLabel: 'test error, %',
  } as const
}

/** Names of the paths in a figure. */
export function figurePathName(kind: 'curve' | 'segment' | 'kept', index: number): string {
  return kind === 'kept' ? `earlier curve ${index + 1}` : kind
}
