import { expect, it } from 'vitest'
import { createFinishedStudy } from '../../store/fakes/createFakeStudy.ts'
import type { RunningLesson } from '../../store/state.ts'
import { leaveLesson } from '../../store/teaching/lessonStudy.ts'
import { openedStep, openStep, toggleStep } from './openedStep.ts'

it('has the card open after a lesson that was open before it', async () => {
  const { study } = await createFinishedStudy()
  toggleStep(study, 'data')
  const { studyId, fromRecording, choices, results, past, future, keeping, kept } = study.store.getState()
  const aside = { studyId, fromRecording, choices, results, past, future, keeping, kept }
  const lesson: RunningLesson = {
    name: 'bend',
    step: 1,
    aside: { ...aside, recorded: undefined, replay: undefined, segment: undefined, film: undefined },
    prepared: undefined,
    highlight: undefined,
  }
  study.store.setState({ lesson })
  openStep(study, 'network')
  expect(openedStep(study).getState()).toEqual({ own: 'data', inLesson: 'network' })
  await leaveLesson(study)
  expect(openedStep(study).getState().own).toBe('data')
  toggleStep(study, 'data')
  expect(openedStep(study).getState().own).toBeUndefined()
})
