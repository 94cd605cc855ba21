import { Button } from '@mantine/core'
import { selectOutside } from '../../store/planes/outsideMarks.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { outsideTexts } from '../texts/planeKinds.ts'
import classes from './landscape.module.css'
import { showWindow } from './windows.ts'

/** Says which networks lie outside the window of a plane along directions, and offers a window that holds them. */
export function OutsideNote() {
  const study = useStudy()
  const outside = useStudyState(selectOutside)
  if (!outside) return null
  return (
    <div className={classes.held} role="status">
      <p>{outsideTexts.outside(outside.names)}</p>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          const [x0, x1, y0, y1] = outside.window
          void showWindow(study, [x0, x1, y0, y1])
        }}
      >
        {outsideTexts.fit}
      </Button>
    </div>
  )
}
