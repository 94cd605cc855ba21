import { initialChoices } from './choices.ts'
import type { Study } from './context.ts'
import { profileKey } from './keys.ts'
import { formatLink, parseLink } from './link.ts'
import { replayAll, runAll, runData } from './runAll.ts'
import { showRecord } from './studyRecord.ts'

/** Where the recorded study of the first paint lies, relative to the page. */
const firstStudy = 'studies/moons.safetensors'

/** Opens the page at a link: the recorded study where nothing was chosen, the linked one computed where it carries its numbers. */
export async function openLink(study: Study, text: string): Promise<void> {
  const { choices, problems, fingerprint } = parseLink(text)
  if (problems.length > 0) study.store.setState({ notice: { kind: 'link-problems', problems } })
  if (formatLink(choices) === formatLink({ ...initialChoices, t: choices.t })) {
    await showFirstStudy(study)
    study.store.setState((state) => ({ choices: { ...state.choices, t: choices.t } }))
    return
  }
  study.store.setState({
    choices,
    recorded: fingerprint && { key: profileKey(choices), fingerprint },
    fromRecording: false,
  })
  if (fingerprint) await replayAll(study)
  else await runData(study)
}

async function showFirstStudy(study: Study): Promise<void> {
  try {
    await showRecord(study, await study.client.readStudy(firstStudy))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    study.store.setState({ notice: { kind: 'recording-missing', message } })
    await runAll(study)
  }
}

/** Asks the engine what could compute here, for the badge. */
export async function surveyBackends(study: Study): Promise<void> {
  study.store.setState({ backends: await study.client.survey() })
}
