/** Words of the button that opens the table behind a chart; the others come with the table. */
export const dataButtonTexts = {
  open: (what: string) => `data of ${what}`,
  help: 'The numbers behind it, as a table',
  title: (what: string) => `Data: ${what}`,
} as const
