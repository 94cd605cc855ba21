import { useHotkeys } from '@mantine/hooks'
import { redo, undo } from '../store/choices/editing.ts'
import { isProjector, setProjector } from './projector/projector.ts'
import { useStudy } from './StudyContext.ts'

/** Undo and redo everywhere but in text fields, which have their own; and large type for a projector. */
export function useShortcuts(): void {
  const study = useStudy()
  useHotkeys([
    ['mod+Z', () => undo(study)],
    ['mod+shift+Z', () => redo(study)],
    ['mod+Y', () => redo(study)],
    ['alt+P', () => setProjector(!isProjector()), { usePhysicalKeys: true }],
  ])
}
