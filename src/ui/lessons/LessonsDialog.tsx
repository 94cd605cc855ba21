import { Anchor, Button, Modal, Switch } from '@mantine/core'
import { allLessons } from '../../lessons/allLessons.ts'
import { docsAddress } from '../help/docsAddress.ts'
import { lessonListTexts as texts } from '../texts/lessons.ts'
import { useFocusBack } from '../useFocusBack.ts'
import { LessonCard } from './LessonCard.tsx'
import { progress } from './lessonActions.ts'
import classes from './lessonList.module.css'
import { useProgress } from './useProgress.ts'

/** All lessons with how far one came. */
export function LessonsDialog({ onClose }: { readonly onClose: () => void }) {
  useFocusBack()
  const notes = useProgress((state) => state.notes)
  const isBegun = useProgress((state) => Object.keys(state.seen).length > 0 || state.best !== undefined)
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.title}
      size={820}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <p className={classes.intro}>{texts.intro}</p>
      <ul className={classes.cards}>
        {allLessons.map((lesson, index) => (
          <LessonCard key={lesson.name} lesson={lesson} index={index} onClose={onClose} />
        ))}
      </ul>
      <div className={classes.listFoot}>
        <Switch
          label={texts.notes}
          checked={notes}
          onChange={(event) => progress.showNotes(event.currentTarget.checked)}
        />
        <Anchor href={docsAddress('classroom')} target="_blank" rel="noopener" size="sm">
          {texts.teaching}
        </Anchor>
        <span className={classes.space} />
        {isBegun && (
          <Button variant="subtle" onClick={() => progress.forget()}>
            {texts.forget}
          </Button>
        )}
      </div>
    </Modal>
  )
}
