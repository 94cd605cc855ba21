/** Words about showing the page large. */
export const projectorTexts = {
  label: 'Projector mode',
  help: 'Large type, strong lines and high contrast, to be read from the last row (Alt+P).',
} as const
