import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Choices } from '../choices/choices.ts'
import { type Study, setResults } from '../context.ts'
import { race } from '../experiments/race.ts'
import { listSnapshots } from '../exporting/listSnapshots.ts'
import { curveKey, planeKey } from '../keys.ts'
import type { PlaneFrame, Trail } from '../results.ts'
import { placeTraining } from './placeTraining.ts'
import type { RecordedTraining } from './recordTraining.ts'

/** Where each bend came by in the training of the present curve; undefined where that was not seen here. */
function listBendRuns(study: Study, choices: Choices): RecordedTraining[] | undefined {
  const { film } = study.store.getState()
  if (film?.key !== curveKey(choices)) return undefined
  const [first] = film.frames
  const bends = Math.max(0, (first?.controlPoints.length ?? 0) - 2)
  const epochs = film.frames.map(({ epoch }) => epoch)
  return Array.from({ length: bends }, (_, end) => ({
    run: 'bend',
    end,
    epochs,
    networks: film.frames.map(({ controlPoints }) => controlPoints[end + 1] as WeightsId),
  }))
}

/** What the first runs of the race's two schedules collected, that of FGE from its start on; none unless the race is fresh. */
function listSnapshotRuns(study: Study, choices: Choices): RecordedTraining[] {
  const { results } = study.store.getState()
  const result = results.experiments?.race
  const [start] = result?.weights ?? []
  if (!result || !start || result.key !== race.key(choices)) return []
  const { traces, before } = result.value
  return (['fge', 'sse'] as const).flatMap((run): readonly RecordedTraining[] => {
    const networks = listSnapshots({ results }, run)
    if (networks.length === 0) return []
    const epochs = (traces[run]?.collected ?? []).map(({ spent }) => spent)
    return [
      run === 'fge'
        ? { run, end: 0, epochs: [before, ...epochs], networks: [start, ...networks] }
        : { run, end: 0, epochs, networks },
    ]
  })
}

async function placeBends(study: Study, frame: PlaneFrame, choices: Choices): Promise<readonly Trail[]> {
  const known = (frame.trails ?? []).filter(({ run }) => run === 'bend')
  const runs = listBendRuns(study, choices)
  if (!runs) return known
  try {
    return await Promise.all(runs.map((run) => placeTraining(study, frame, run)))
  } catch {
    // A worker that died since has forgotten the moments of a film.
    return known
  }
}

/** Draws in a plane, beside the trainings of endpoints, how the bends came to where they are and the runs of the race. */
export async function drawRuns(study: Study, frame: PlaneFrame, choices: Choices): Promise<PlaneFrame> {
  const ends = (frame.trails ?? []).filter(({ run }) => run === undefined)
  const bends = await placeBends(study, frame, choices)
  const snapshots = await Promise.all(
    listSnapshotRuns(study, choices).map((run) => placeTraining(study, frame, run)),
  )
  return { ...frame, trails: [...ends, ...bends, ...snapshots] }
}

/** Draws the runs anew in the landscape that is there, when one of them has just ended. */
export async function redrawRuns(study: Study): Promise<void> {
  const { choices, results } = study.store.getState()
  const { landscape } = results
  if (!choices.trails || landscape?.planeKey !== planeKey(choices)) return
  const frame = await drawRuns(study, landscape.frame, choices)
  if (study.store.getState().results.landscape === landscape)
    setResults(study, { landscape: { ...landscape, frame } })
}
