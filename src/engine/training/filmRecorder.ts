import { measureBasis } from '../../core/planes/geometry.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { CurveFrame, TrainCurveRequest } from '../../protocol/training.ts'
import type { WeightsShelf } from '../weightsShelf.ts'
import type { TrainingWatch } from './trainingRun.ts'

/** Memory that the vectors of one film may take. */
export const filmBytes = 48 * 2 ** 20

/** Keeps moments of a curve's training, evenly spaced over its epochs, first and last included. */
export interface FilmRecorder extends Pick<TrainingWatch, 'wants' | 'keep'> {
  frames(): readonly CurveFrame[]
}

interface FilmOptions {
  readonly request: TrainCurveRequest
  readonly trained: readonly boolean[]
  readonly parameterCount: number
  readonly bufferCount: number
  readonly shelf: WeightsShelf
}

/** Epochs to keep: `count` of them over 0…epochs. */
export function chooseFilmEpochs(epochs: number, count: number): ReadonlySet<number> {
  if (count < 2) return new Set()
  return new Set(Array.from({ length: count }, (_, i) => Math.round((i * epochs) / (count - 1))))
}

/** Makes a recorder; a run that goes on after a lost device may tell it an epoch twice. */
export function createFilmRecorder(options: FilmOptions): FilmRecorder {
  const { request, trained, parameterCount, bufferCount, shelf } = options
  const { controlPoints, recipe, filmFrames = 0 } = request
  const frameBytes = 4 * parameterCount * trained.filter(Boolean).length
  const epochs = chooseFilmEpochs(recipe.epochs, Math.min(filmFrames, Math.floor(filmBytes / frameBytes)))
  const frames = new Map<number, CurveFrame>()
  return {
    frames: () => [...frames.values()],
    wants: (epoch) => epochs.has(epoch),
    keep(epoch, { basis }) {
      const ids = controlPoints.map((id, i) => (trained[i] ? (`${id}@${epoch}` as WeightsId) : id))
      basis.forEach((weights, i) => {
        // What is on the shelf is its own. Statistics are recomputed wherever a film is evaluated.
        const buffers = new Float32Array(bufferCount)
        if (trained[i]) shelf.put({ id: ids[i] as WeightsId, weights: weights.slice(), buffers })
      })
      frames.set(epoch, { epoch, geometry: measureBasis(basis), controlPoints: ids })
    },
  }
}
