import type { DatasetRequest } from '../../protocol/fileReader.ts'
import type { DataAssignment } from './assignments.ts'

/** Share of the rows that becomes the test split where the files have none. */
const usualTestShare = 0.2
const shuffleSeed = 0

/** How data are made before anybody chose otherwise. */
export function guessDatasetRequest(data: DataAssignment): DatasetRequest {
  const share = { by: 'share', testShare: usualTestShare, seed: shuffleSeed } as const
  switch (data.kind) {
    case 'arrays': {
      const split = data.arrays.hasTest ? ({ by: 'files' } as const) : share
      return { kind: 'arrays', file: data.file, options: { normalization: 'none', split } }
    }
    case 'images': {
      const split = data.hasTest ? ({ by: 'files' } as const) : share
      return { kind: 'images', files: data.files, options: { normalization: 'none', split } }
    }
    case 'table': {
      const { columns, labelGuess, splitGuess } = data.table
      const { file, test } = data
      const column = splitGuess === undefined ? share : ({ by: 'column', column: splitGuess } as const)
      const label = labelGuess ?? columns.findLast(({ name }) => name !== splitGuess)?.name ?? ''
      if (test === undefined) return { kind: 'table', file, options: { label, split: column } }
      return { kind: 'table', file, test, options: { label, split: { by: 'files' } } }
    }
  }
}
