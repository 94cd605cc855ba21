import { ActionIcon, Button, Slider } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useEffect } from 'react'
import { advanceFilm, pauseFilm, playFilm, showFrame, skipFilm } from '../../store/film/watching.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { filmTexts } from '../texts/plane.ts'
import classes from './landscape.module.css'

/** The whole film in five seconds, whatever it took. */
const filmMs = 5000

/** The training of the curve as a film: play, pause, scrub, skip. */
export function FilmBar() {
  const study = useStudy()
  // Known from the first drawing on: what has the focus must not go away.
  const still = useReducedMotion(undefined, { getInitialValueInEffect: false })
  const status = useStudyState(({ film }) => film?.status)
  const count = useStudyState(({ film }) => film?.frames.length ?? 0)
  const index = useStudyState(({ film }) => film?.index ?? 0)
  const epoch = useStudyState(({ film }) => film?.frames[film.index]?.epoch ?? 0)
  const epochs = useStudyState(({ film }) => film?.frames.at(-1)?.epoch ?? 0)
  const playing = status === 'playing'
  const atEnd = !playing && index >= count - 1
  useEffect(() => {
    if (!playing || count === 0) return
    if (still) {
      skipFilm(study)
      return
    }
    const timer = setInterval(() => advanceFilm(study), filmMs / count)
    return () => clearInterval(timer)
  }, [study, playing, count, still])
  return (
    <section className={classes.film} aria-label={filmTexts.label}>
      {!still && (
        <ActionIcon
          variant="subtle"
          onClick={() => (playing ? pauseFilm(study) : playFilm(study))}
          aria-label={playing ? filmTexts.pause : filmTexts.play}
        >
          {playing ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
        </ActionIcon>
      )}
      <Slider
        className={classes.filmSlider}
        value={index}
        min={0}
        max={Math.max(count - 1, 1)}
        onChange={(value) => {
          pauseFilm(study)
          showFrame(study, value)
        }}
        label={null}
        size="sm"
        thumbLabel={filmTexts.slider}
      />
      <span className="quiet">{filmTexts.epoch(epoch, epochs)}</span>
      <Button variant={atEnd ? 'filled' : 'default'} onClick={() => skipFilm(study)}>
        {filmTexts.leave}
      </Button>
    </section>
  )
}
