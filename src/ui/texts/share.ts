import type { PagePart } from '../../store/link/pageParts.ts'
import { formatLoss } from './formatting.ts'

/** Words of sharing. */
export const shareTexts = {
  title: 'Share this study',
  close: 'close sharing',
  copy: 'Copy',
  notCopied: 'This browser does not let a page copy. The text is selected: press Ctrl+C, or Cmd+C on a Mac.',
  link: {
    title: 'A link',
    label: 'link to the study',
    copy: 'copy the link',
    copied: 'The link is copied.',
    reference: 'It opens the recorded study, at once and without computing anything.',
    numbers:
      'It carries all settings and seeds. Whoever opens it computes the study anew and is told whether their numbers are these.',
    settings:
      'It carries all settings and seeds, and no numbers, since the path is not computed as it is set. Whoever opens it runs the study themselves.',
    experiments: 'Results of experiments are computed anew by whoever wants them.',
    local:
      'The address is one of this computer, where others do not come: put the page on a host before you send it.',
    files: (names: readonly string[]) =>
      `The study stands on files that a link cannot carry: ${names.join(', ')}. Send the study file instead; it opens to the same picture and numbers.`,
    results:
      'Results of other programs are not in the link. Send the study file instead; it opens to the same picture and numbers.',
    save: 'Save the study file',
    send: 'Send it by…',
  },
  class: {
    title: 'For a class',
    help: 'A link to this study with only the parts that your class needs, or to a lesson.',
    sees: 'The link opens',
    study: 'This study',
    lesson: (title: string) => `Lesson: ${title}`,
    hide: 'Hide',
    notes: 'Notes for the teacher',
    projector: 'Projector mode: large type and strong lines',
    label: 'class link',
    copy: 'copy the class link',
    copied: 'The class link is copied.',
    everything: 'Nobody is locked in: one click at the foot of the page shows everything.',
    itsOwn: 'A lesson has a study of its own and shows the parts that each of its steps needs.',
  },
  picture: {
    title: 'A picture',
    alt: (caption: string) => `The picture: ${caption}`,
    help: 'The landscape with its caption and the link, which the file also carries where programs look for it.',
    none: 'There is a picture as soon as the landscape is drawn.',
    failed: 'The picture could not be drawn.',
    save: (format: string) => `Save as ${format}`,
    copy: 'Copy the picture',
    copied: 'The picture is copied.',
    refused: 'This browser does not let a page copy pictures. Save the picture instead.',
  },
  embed: {
    title: 'A frame in another page',
    help: 'The landscape and the path, live, with a way to the whole page.',
    size: 'size of the frame',
    theme: 'colours of the frame',
    themes: { system: 'The reader’s', light: 'Light', dark: 'Dark' },
    label: 'code of the frame',
    copy: 'copy the code',
    copied: 'The code is copied.',
    show: 'Show it here',
    frame: 'the frame as others see it',
  },
} as const

/** Parts of the page in plain words; those of a part follow it. */
export const partTexts: Readonly<Record<PagePart, string>> = {
  header: 'Bar at the top',
  studies: 'Studies',
  files: 'Open and Export',
  undo: 'Undo and redo',
  engine: 'What computes',
  steps: 'All steps',
  'steps.data': 'Data',
  'steps.network': 'Network',
  'steps.endpoints': 'Endpoints',
  'steps.curve': 'Curve',
  'steps.landscape': 'Landscape',
  'steps.ensembles': 'Ensembles',
  experiments: 'Experiments',
  toolbar: 'Tools over the landscape',
  path: 'Along the path',
  'path.charts': 'Charts',
  'path.table': 'Table',
  moment: 'The network at t',
}

/** What a shared picture says below itself. */
export function captionText({
  description,
  origin,
  barriers,
}: {
  readonly description: string
  readonly origin: string
  /** Of the curve and of the segment, in nats of train nll. */
  readonly barriers: readonly [curve: number, segment: number] | undefined
}): string {
  const told = barriers
    ? ` Barrier in train nll: ${formatLoss(barriers[0])} nats on the curve, ${formatLoss(barriers[1])} on the straight segment.`
    : ''
  return `${description}${told} Made with Isthmus; ${origin}.`
}
