/** Words of the header. */
export const headerTexts = {
  brand: 'Isthmus',
  open: 'Open…',
  openFiles: 'open files',
  openHelp:
    'Open checkpoints, data, results and studies of up to 2 GiB a file. They can also be dropped anywhere, or pasted.',
  chosenFiles: 'files to open',
  dropHere: 'Let go to open: checkpoints, curves and data, all at once',
  undo: 'undo',
  undoHelp: 'Undo (Ctrl+Z)',
  redo: 'redo',
  redoHelp: 'Redo (Ctrl+Shift+Z)',
  light: 'light theme',
  lightHelp: 'Light theme',
  dark: 'dark theme',
  darkHelp: 'Dark theme',
} as const

/** Words of the badge that says what computes. */
export const badgeTexts = {
  label: (backend: string | undefined) => `computed by ${backend ?? 'nothing yet'}; choose`,
  unknown: 'Engine',
  pace: (steps: string) => `The last endpoint trained at ${steps} steps a second.`,
  menu: 'Compute the next runs with',
} as const
