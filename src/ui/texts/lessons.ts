/** Words around the lessons; their own texts are in `src/lessons`. */
export const lessonListTexts = {
  title: 'Lessons',
  intro:
    'Each takes about five minutes and begins with a study of its own. What you were doing comes back when you leave.',
  close: 'close the lessons',
  number: (index: number) => `Lesson ${index + 1}`,
  minutes: (minutes: number) => `${minutes} min`,
  begin: 'Begin',
  resume: (step: number) => `Go on at step ${step + 1}`,
  again: 'Begin anew',
  done: (done: number, all: number) => (done === all ? 'all steps done' : `${done} of ${all} steps done`),
  forget: 'Forget my progress',
  notes: 'Notes for teachers',
  teaching: 'For a class',
} as const

/** Words of the link to a lesson. */
export const lessonLinkTexts = {
  open: (title: string) => `Link to the lesson: ${title}`,
  label: 'link to the lesson',
  copy: 'copy the link',
  copied: 'The link is copied.',
  help: 'It begins this lesson at once. Add &notes=1 for the teacher’s notes, &projector=1 for large type.',
  local: 'The address is one of this computer: put the page on a host before you give it to a class.',
} as const

/** Words of a running lesson. */
export const lessonTexts = {
  label: (title: string) => `lesson: ${title}`,
  step: (step: number, all: number) => `Step ${step + 1} of ${all}`,
  steps: 'steps of the lesson',
  stepName: (step: number, title: string, isDone: boolean) =>
    `Step ${step + 1}, ${title}${isDone ? ', done' : ''}`,
  preparing: 'Setting the stage…',
  failed: (why: string) => `The stage of this step could not be set: ${why}.`,
  retry: 'Try again',
  task: 'Your turn',
  done: 'Done',
  hint: 'Hint',
  after: 'What you saw',
  source: 'From',
  teacher: 'For the teacher',
  back: 'Back',
  next: 'Next',
  skip: 'Skip this step',
  finish: 'Finish',
  restore: 'Back to the prepared state',
  notes: 'Notes for teachers',
  lower: 'Lower the lesson to one line',
  raise: 'Raise the lesson',
  leave: 'Leave the lesson',
  leaveHelp: 'The study that was there before comes back.',
  keep: 'Keep this study',
  keepHelp: 'Ends the lesson and goes on with the study that it made; undo leads to yours.',
  end: 'To take home',
  nextLesson: (title: string) => `Next lesson: ${title}`,
  check: 'Check',
  wrong: 'Not yet. Look once more, or take the hint.',
  unknown: '…',
} as const

/** Words of the game against the optimiser. */
export const gameTexts = {
  label: 'score',
  columns: ['train nll on the curve', 'you', 'optimiser'],
  highest: 'highest',
  mean: 'mean',
  ahead: (percent: string) => `You are ${percent} % below the optimiser’s highest.`,
  behind: (percent: string) => `${percent} % above the optimiser’s highest.`,
  best: (score: string) => `Your best so far: ${score}`,
} as const
