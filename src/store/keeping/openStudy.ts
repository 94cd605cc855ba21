import type { Study } from '../context.ts'
import { missingFiles } from '../files/openedFiles.ts'
import { freshnessOf } from '../keys.ts'
import { leaveStudy } from '../leaveStudy.ts'
import { runData } from '../running/runAll.ts'
import type { Notice } from '../state.ts'
import type { CheckedStudy } from './checkStudy.ts'
import { createStudyId } from './keepingState.ts'
import { showStudy } from './showStudy.ts'

/** How a study is opened. */
export interface StudyOpening {
  /** As which it is known; as a study of its own without it. */
  readonly studyId?: string
  /** Whether there is something in it to be kept that is not kept yet. */
  readonly isChanged?: boolean
  /** Whether its results came from a recording, and not from this browser; they did by default. */
  readonly fromRecording?: boolean
  readonly notice?: Notice
}

/** Shows a study that was checked in place of the present one, as one step of undo. */
export async function openStudy(
  study: Study,
  { content, name }: CheckedStudy,
  { studyId = createStudyId(), isChanged = false, fromRecording = true, notice }: StudyOpening = {},
): Promise<void> {
  leaveStudy(study, studyId)
  if (name !== undefined) study.store.setState(({ names }) => ({ names: { ...names, [studyId]: name } }))
  // The page has all weights at once; an engine that dies over them is replaced, and gets them again.
  const given = showStudy(study, content).catch(() => {})
  const names = missingFiles(study.store.getState()).map((file) => file.name)
  study.store.setState({
    fromRecording,
    notice: names.length > 0 ? { kind: 'files-missing', names } : notice,
    keeping: { state: isChanged ? 'changed' : 'untouched' },
    opening: false,
  })
  await given
  const { choices, results } = study.store.getState()
  if (names.length === 0 && freshnessOf(choices, results).data !== 'fresh') await runData(study)
}
