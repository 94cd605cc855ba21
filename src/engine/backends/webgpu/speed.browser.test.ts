import { expect, test } from 'vitest'
import { fetchFixture, fetchPublicData } from '../../../fixtures/fetchFixture.ts'
import { readGoldenSurfaces } from '../../../fixtures/goldenSurfaces.ts'
import { createReferenceProblem } from '../../../fixtures/referenceProblem.ts'
import type { Session } from '../backend.ts'
import { createSession as createTfSession } from '../tf/session.ts'
import { openWebgpuDevice } from '../tf/webgpuDevice.ts'
import { createGpuContext } from './gpuContext.ts'
import { createSession } from './session.ts'

/** What the points of a plane must gain over tfjs's ops on the same adapter; about twice as much is usual. */
const wantedRatio = 15

test('points of the digits plane are 15 times as fast as with the ops of tfjs', async () => {
  const device = await openWebgpuDevice()
  const golden = await fetchFixture('digits_mlp')
  const { network, dataset } = createReferenceProblem('digits_mlp', await fetchPublicData('digits'))
  const ours = await createSession(createGpuContext(device), network, dataset)
  const theirs = createTfSession(device, network, dataset)
  const surface = readGoldenSurfaces(golden).find(({ label }) => label === 'plane.bezier')
  if (!surface) throw new Error('no plane')
  const { basis, coefficients } = surface

  /** Milliseconds a point. */
  async function time(session: Session, points: number): Promise<number> {
    const startMs = performance.now()
    await session.evaluate(
      {
        basis,
        buffers: [],
        coefficients: coefficients.subarray(0, 3 * points),
        splits: ['train', 'test'],
        batchNorm: 'recomputed',
      },
      { breathe: async () => {} },
    )
    return (performance.now() - startMs) / points
  }

  // Kernels are compiled on first use; other work on the machine disturbs a single look.
  await time(theirs, 1)
  await time(ours, 21)
  let [best, other] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let look = 0; look < 5 && !(other / best > wantedRatio); look++) {
    other = Math.min(other, await time(theirs, 2))
    best = Math.min(best, await time(ours, 42))
  }
  expect(other / best).toBeGreaterThan(wantedRatio)
  ours.dispose()
  theirs.dispose()
  device.dispose()
})
