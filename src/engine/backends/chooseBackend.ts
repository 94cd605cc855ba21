import type { Network } from '../../core/network.ts'
import type { BackendChoice, BackendReport } from '../../protocol/problem.ts'
import type { DeviceSurvey } from './tf/surveyDevices.ts'

/**
 * Work of one sample's forward pass below which a graphics card is no faster than the CPU.
 *
 * tfjs on WebGPU pays for every op, about 100 a training step, whatever their size: some 5 ms a step on real adapters.
 * The CPU engine does about 1 GFLOP/s. A step of 128 samples, forward and backward, is 3 · 128 times this work, so both
 * need the same time at 5e-3 s · 1e9 FLOP/s / 384 ≈ 13 kFLOP; four times that leaves the benefit of the doubt, and
 * repeatability, to the CPU. The moons net has 0.6 kFLOP, the digits MLP 7, the digits CNN 140.
 */
export const smallNetworkFlops = 50_000

/**
 * What a problem runs on. `auto` takes a real adapter for networks that gain from it, else the CPU; an explicit choice
 * is followed, onto a software adapter too, and falls back to the CPU only where there is no adapter at all.
 */
export function chooseBackend(
  choice: BackendChoice,
  network: Pick<Network, 'forwardFlops'>,
  survey: DeviceSurvey,
): BackendReport {
  if (choice === 'tf-cpu') return { name: 'tf-cpu', reason: 'chosen', adapter: '' }
  const isUsable = survey.state === 'ok' || survey.state === 'software-adapter'
  if (choice === 'tf-webgpu' && isUsable)
    return { name: 'tf-webgpu', reason: 'chosen', adapter: survey.adapter }
  if (choice === 'auto' && network.forwardFlops < smallNetworkFlops) {
    return { name: 'tf-cpu', reason: 'small-network', adapter: '' }
  }
  if (survey.state === 'ok') return { name: 'tf-webgpu', reason: 'gpu', adapter: survey.adapter }
  return { name: 'tf-cpu', reason: survey.state, adapter: '' }
}
