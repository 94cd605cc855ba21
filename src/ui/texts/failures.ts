import type { EngineErrorCode } from '../../protocol/engineError.ts'
import type { Failure } from '../../store/state.ts'

/** What each kind of failure means and what to do; the engine's own message follows it. */
const remedies: Readonly<Record<EngineErrorCode, string>> = {
  'invalid-request': 'This cannot be computed. Change the setting it names.',
  'identical-endpoints':
    'w₁ and w₂ are the same network: there is no path to find between them. Give them different seeds.',
  'file-missing': 'This study was made with opened files. Open them here and it goes on.',
  'shape-mismatch':
    'The shapes do not fit. Change the network so that each layer accepts what the one before gives.',
  diverged: 'Training diverged. Lower the learning rate and run it again.',
  'out-of-memory': 'Memory ran out. Choose a smaller network, fewer samples or a coarser grid.',
  'device-lost': 'The graphics device was lost. Run the step again; it goes on without it.',
  unsupported: 'This browser cannot do it. Choose another backend in the badge above.',
  format: 'A file could not be read. Reload the page; if it stays, the file is damaged.',
  'worker-died':
    'The worker was stopped and has been restarted; what was finished is kept. Run the step again.',
  internal: 'Something went wrong inside Isthmus. Run the step again; what was finished is kept.',
}

/** A failure for a person: what to do, then what was wrong. */
export function failureText({ code, message }: Failure): {
  readonly remedy: string
  readonly detail: string
} {
  return { remedy: remedies[code], detail: message }
}
