import type { WeightsId } from '../../protocol/identifiers.ts'
import type { TrainFrame, TrainRequest } from '../../protocol/training.ts'
import type { WeightsShelf } from '../weightsShelf.ts'
import { chooseFilmEpochs, filmBytes } from './filmRecorder.ts'
import type { TrainingWatch } from './trainingRun.ts'

/** Keeps moments of an endpoint's training, evenly spaced over its epochs, first and last included. */
export interface TrajectoryRecorder extends Pick<TrainingWatch, 'wants' | 'keep'> {
  frames(): readonly TrainFrame[]
}

/** Makes a recorder; a run that goes on after a lost device may tell it an epoch twice. */
export function createTrajectoryRecorder(
  { id, recipe, filmFrames = 0 }: TrainRequest,
  { parameterCount, shelf }: { readonly parameterCount: number; readonly shelf: WeightsShelf },
): TrajectoryRecorder {
  const fitting = Math.floor(filmBytes / (4 * parameterCount))
  const epochs = chooseFilmEpochs(recipe.epochs, Math.min(filmFrames, fitting))
  const frames = new Map<number, TrainFrame>()
  return {
    frames: () => [...frames.values()],
    wants: (epoch) => epochs.has(epoch),
    keep(epoch, { basis: [weights], buffers }) {
      if (!weights) return
      const frame = { epoch, id: `${id}@${epoch}` as WeightsId }
      shelf.put({ id: frame.id, weights: weights.slice(), buffers: buffers.slice() })
      frames.set(epoch, frame)
    },
  }
}
