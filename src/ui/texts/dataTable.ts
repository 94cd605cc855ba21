/** Words around the table behind a chart. */
export const dataTableTexts = {
  close: 'close the table',
  rows: (from: number, to: number, all: number) => `rows ${from} to ${to} of ${all}`,
  all: (count: number) => (count === 1 ? '1 row' : `${count} rows`),
  none: 'There is nothing to show yet.',
  first: 'first rows',
  previous: 'rows before',
  next: 'rows after',
  last: 'last rows',
  copy: 'Copy all as TSV',
  copied: 'Copied',
  notCopied: 'The browser does not allow copying here',
} as const
