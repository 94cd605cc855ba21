import { useEffect, useState } from 'react'
import { useStudy } from '../StudyContext.ts'
import classes from './announce.module.css'
import { createAnnouncer } from './createAnnouncer.ts'
import { createNewsReader } from './listNews.ts'

/** Says aloud what results come to, to those who have the page read out. */
export function Announcer() {
  const study = useStudy()
  const [said, setSaid] = useState('')
  useEffect(() => {
    const announcer = createAnnouncer(setSaid)
    const read = createNewsReader(study.store.getState())
    const leave = study.store.subscribe((now, before) => announcer.tell(read(before, now)))
    return () => {
      leave()
      announcer.stop()
    }
  }, [study])
  return (
    <div className={classes.region} role="status" data-announcer>
      {said}
    </div>
  )
}
