import { afterEach, expect, it } from 'vitest'
import { planNetwork } from '../core/networks/planNetwork.ts'
import { createMlp } from '../core/networks/presets.ts'
import { createRandom } from '../core/random.ts'
import type { WeightsId } from '../protocol/identifiers.ts'
import type { PredictRequest } from '../protocol/prediction.ts'
import type { Problem } from '../protocol/problem.ts'
import { createEngineClient, type EngineClient } from './createEngineClient.ts'

const architecture = createMlp({
  inputShape: [2],
  widths: [8],
  activation: 'relu',
  classCount: 2,
  batchNorm: false,
  dropout: 0,
  residual: false,
})
const data = { source: 'moons', size: 200, noise: 0.2, classCount: 2, seed: 0, testShare: 0.3 } as const
const random = createRandom(1, 'data')
const id = 'w' as WeightsId

let client: EngineClient
afterEach(() => client.dispose())

it.each<Problem['backend']>(['simd', 'webgpu', 'tf-cpu', 'tf-webgpu'])(
  '%s predicts through the worker',
  async (backend) => {
    client = createEngineClient()
    const { parameterCount } = planNetwork(architecture)
    const weights = Float32Array.from({ length: parameterCount }, () => random.normal())
    await client.load({ id, weights, buffers: new Float32Array() })
    const request: PredictRequest = {
      problem: { data: { ...data, standardize: false }, architecture, backend },
      basis: [id],
      coefficients: Float64Array.of(1, 0),
      inputs: { rows: Float32Array.of(0.5, -0.5, Number.NaN, 0) },
      batchNorm: 'stored',
    }
    const outcome = await client.predict(request)
    if (outcome.state !== 'done') throw new Error('cancelled')
    const { probabilities, ...rest } = outcome.value
    expect(rest).toMatchObject({ rowCount: 2, classCount: 2, backend: { name: backend } })
    const [a = 0, b = 0, c, d, ...others] = probabilities
    expect(a + b).toBeCloseTo(1, 6)
    expect([c, d]).toEqual([Number.NaN, Number.NaN])
    // All weights 0.
    expect(others.slice(0, 2)).toEqual([0.5, 0.5])
    expect(await client.predict(request, { signal: AbortSignal.abort() })).toEqual({ state: 'cancelled' })
  },
)
