import { Button, CloseButton } from '@mantine/core'
import { useState, useSyncExternalStore } from 'react'
import classes from '../app.module.css'
import { updateTexts } from '../texts/page.ts'
import { readUpdate, subscribeToUpdate, takeUpdate } from './keepOffline.ts'

/** Says quietly that there is a new version; nothing is opened anew by itself. */
export function UpdateBar() {
  const update = useSyncExternalStore(subscribeToUpdate, readUpdate)
  const [closed, setClosed] = useState<ServiceWorker>()
  if (!update || update === closed) return null
  return (
    <div className={classes.notice} role="status">
      <span>{updateTexts.ready}</span>
      <Button size="compact-xs" onClick={takeUpdate}>
        {updateTexts.reload}
      </Button>
      <CloseButton size="sm" aria-label={updateTexts.later} onClick={() => setClosed(update)} />
    </div>
  )
}
