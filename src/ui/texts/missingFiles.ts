import type { MissingFile } from '../../store/files/openedFiles.ts'

const whatTexts: Readonly<Record<MissingFile['what'], string>> = {
  data: 'the data set',
  endpoint: 'an endpoint',
  curve: 'the curve',
}

/** Words of the landscape's place while the study waits for files. */
export const missingFilesTexts = {
  title: (count: number) =>
    count === 1 ? 'This study needs a file that is not here' : 'This study needs files that are not here',
  file: ({ name, what }: MissingFile) => `${name}: ${whatTexts[what]}`,
  how: 'A link names its files and does not hold them. Open the very same files, or drop them here; the study then goes on.',
  open: 'Open files',
  chosen: 'files that the study needs',
} as const
