import { describe, expect, it } from 'vitest'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { TrainCurveRequest } from '../../protocol/training.ts'
import { createWeightsShelf } from '../weightsShelf.ts'
import { createFilmRecorder } from './filmRecorder.ts'

const controlPoints = ['w1', 'bend', 'w2'] as unknown as readonly WeightsId[]

function request(filmFrames: number): TrainCurveRequest {
  return { controlPoints, filmFrames, recipe: { epochs: 10 } } as unknown as TrainCurveRequest
}

function record(filmFrames: number, size = 3) {
  const shelf = createWeightsShelf()
  const film = createFilmRecorder({
    request: request(filmFrames),
    trained: [false, true, false],
    parameterCount: size,
    bufferCount: 2,
    shelf,
  })
  const bend = new Float32Array(size)
  for (let epoch = 0; epoch <= 10; epoch += 1) {
    const basis = [new Float32Array(size), bend, new Float32Array(size).fill(1)]
    const state = { basis, buffers: new Float32Array(2), slots: [], steps: 4 * epoch }
    if (film.wants(epoch)) film.keep(epoch, state)
    bend.fill(4 * epoch + 4)
  }
  return { film, shelf }
}

describe('a film of a training', () => {
  it('keeps the first, the last and evenly spaced epochs between', async () => {
    const { film } = record(6)
    expect(film.frames().map(({ epoch }) => epoch)).toEqual([0, 2, 4, 6, 8, 10])
  })

  it('keeps the bend as it was then, although the trainer goes on changing it', async () => {
    const { film, shelf } = record(3)
    const ids = film.frames().map((frame) => frame.controlPoints[1] as WeightsId)
    expect(ids).toEqual(['bend@0', 'bend@5', 'bend@10'])
    expect(ids.map((id) => shelf.get([id])[0]?.weights[0])).toEqual([0, 20, 40])
    expect(film.frames()[1]?.geometry.differences[4]).toBe(3 * 400)
  })

  it('keeps nothing when nobody asks', async () => {
    expect(record(0).film.frames()).toEqual([])
  })

  it('keeps fewer moments of a large network', async () => {
    // Sixteen megabytes a vector: three of them fit.
    const { film } = record(11, 4 * 2 ** 20)
    expect(film.frames().map(({ epoch }) => epoch)).toEqual([0, 5, 10])
  })
})
