import { formatDistance, formatLoss, formatPercent } from './formatting.ts'

/** What is said, to those who have the page read out, as results come. */
export const announcementTexts = {
  endpoints: (accuracies: readonly (number | undefined)[]) =>
    accuracies.every((one) => one === undefined)
      ? 'Endpoints trained.'
      : `Endpoints trained. Test accuracy ${accuracies
          .map((one) => (one === undefined ? 'unknown' : formatPercent(one)))
          .join(' and ')}.`,
  curve: (barrier: number, segment: number) =>
    `Curve trained. Its barrier is ${formatLoss(barrier)} nats, that of the segment ${formatLoss(segment)}.`,
  bend: (place: { readonly x: number; readonly y: number } | undefined, barrier: number) =>
    place
      ? `The bend is at ${formatDistance(place.x)}, ${formatDistance(place.y)}. The barrier is ${formatLoss(barrier)} nats.`
      : `The bend is where training left it. The barrier is ${formatLoss(barrier)} nats.`,
  landscape: (quantity: string, lowest: string, highest: string) =>
    `Landscape drawn. ${quantity} from ${lowest} to ${highest}.`,
  experiment: (title: string) => `${title}: done.`,
  film: 'The film is over.',
  cancelled: (step: string) => `${step}: cancelled.`,
  steps: {
    data: 'Data',
    endpoints: 'Endpoints',
    curve: 'Curve',
    profile: 'Path',
    landscape: 'Landscape',
    experiment: 'Experiment',
  },
} as const
