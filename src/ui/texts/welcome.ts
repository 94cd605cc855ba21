/** Words of the three ways on, at the first visit. */
export const welcomeTexts = {
  label: 'Ways to begin',
  close: 'close the ways to begin',
  tour: 'Tour',
  bend: {
    title: 'Take the bend',
    says: 'Pull the curve anywhere',
    how: 'It has the focus: drag the diamond, or press the arrow keys, with Shift for far and Alt for fine. The path beside it answers at once. Enter lets go, Escape puts it back.',
    touch: 'Drag the diamond with a finger: the path below answers at once.',
  },
  train: {
    title: 'Train your own',
    says: 'Other data or network',
    how: 'Change any setting of the steps: what it makes out of date is trained and drawn anew, by itself while Live is on, else by Run all at the bottom. Ctrl+Z goes back.',
    touch: 'Change a setting of the steps: it is trained and drawn anew by itself, or by Run all.',
  },
  files: {
    title: 'Open your files',
    says: 'Checkpoints and results',
    input: 'files to begin with',
  },
} as const
