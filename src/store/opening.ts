import { type Choices, initialChoices } from './choices/choices.ts'
import { settleChoices } from './choices/settleChoices.ts'
import type { Study } from './context.ts'
import { missingFiles } from './files/openedFiles.ts'
import { showStudy } from './keeping/showStudy.ts'
import { trustStudy } from './keeping/trustStudy.ts'
import { profileKey } from './keys.ts'
import { leaveStudy } from './leaveStudy.ts'
import { parseLink } from './link/link.ts'
import { replayAll, runAll, runData } from './running/runAll.ts'

/** Where the recorded study of the first paint lies, relative to the page. */
const firstStudy = 'studies/moons.safetensors'

/** Opens the page at a link: the recorded study where nothing was chosen, the linked one computed where it carries its numbers. */
export async function openLink(study: Study, text: string): Promise<void> {
  const { choices: parsed, problems: unread, fingerprint } = parseLink(text)
  const { choices, problems: idle } = settleChoices(parsed)
  const problems = [...unread, ...idle]
  leaveStudy(study)
  study.store.setState({ notice: problems.length > 0 ? { kind: 'link-problems', problems } : undefined })
  // A link that only looks at the reference study in another way needs no computing.
  if (!fingerprint && profileKey(choices) === profileKey(initialChoices)) {
    await showFirstStudy(study, choices)
    return
  }
  study.store.setState({
    choices,
    recorded: fingerprint && { key: profileKey(choices), fingerprint },
    fromRecording: false,
    opening: false,
  })
  const missing = missingFiles(study.store.getState())
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name)
    if (problems.length === 0) study.store.setState({ notice: { kind: 'files-missing', names } })
    return
  }
  if (fingerprint) await replayAll(study)
  else await runData(study)
}

async function showFirstStudy(study: Study, choices: Choices): Promise<void> {
  let message: string | undefined
  try {
    await showStudy(study, trustStudy(await study.client.readStudy(firstStudy)))
  } catch (error) {
    message = error instanceof Error ? error.message : String(error)
  }
  study.store.setState({ choices, opening: false })
  if (message === undefined) return
  study.store.setState({ notice: { kind: 'recording-missing', message } })
  await runAll(study)
}

/** Asks the engine what could compute here, for the badge. */
export async function surveyBackends(study: Study): Promise<void> {
  study.store.setState({ backends: await study.client.survey() })
}
