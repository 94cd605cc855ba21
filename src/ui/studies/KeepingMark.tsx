import { Tooltip } from '@mantine/core'
import { useStudyState } from '../StudyContext.ts'
import { keepingHelp, keepingTexts } from '../texts/studies.ts'
import classes from './studies.module.css'

/** Whether the present study is kept in the browser, in a quiet word. */
export function KeepingMark() {
  const keeping = useStudyState((state) => state.keeping)
  // Its room is there before its first word, or the header would jump at the first thing that is done.
  if (keeping.state === 'untouched') return <span className={classes.mark} />
  return (
    <Tooltip label={keepingHelp(keeping)}>
      <span className={classes.mark} data-state={keeping.state}>
        {keepingTexts[keeping.state]}
      </span>
    </Tooltip>
  )
}
