/** Words of the button that opens the lessons. */
export const lessonsButtonTexts = {
  label: 'Lessons',
  open: 'lessons',
  help: 'Six lessons of five minutes, each on a study of its own. Yours comes back when you leave.',
  part: 'The lesson',
} as const
