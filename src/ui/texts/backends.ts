import type { BackendName, BackendReason, BackendReport } from '../../protocol/problem.ts'

/** Short name of what computes, for the badge. */
export const backendNames: Readonly<Record<BackendName, string>> = {
  simd: 'CPU (SIMD)',
  'tf-cpu': 'CPU',
  'tf-webgpu': 'WebGPU',
}

/** Why it is this one and no other, in a sentence. */
const reasons: Readonly<Record<BackendReason, string>> = {
  chosen: 'You chose it.',
  gpu: 'The network is large enough to gain from the graphics device.',
  'small-network': 'The network is so small that a graphics device would be slower.',
  'no-webgpu': 'This browser has no WebGPU. Nothing is missing for networks of this size.',
  'insecure-context':
    'WebGPU needs https or localhost, and this page came over plain http. Nothing is missing for networks of this size.',
  'no-adapter': 'WebGPU found no graphics device. Nothing is missing for networks of this size.',
  'software-adapter': 'WebGPU is only emulated in software here, which is slower than the CPU itself.',
  'device-lost': 'The graphics device was lost while it computed, so the work went on here.',
  'out-of-memory': 'The graphics device ran out of memory, so the work went on here.',
}

/** What runs and why. */
export function backendSentence({ name, reason, adapter }: BackendReport): string {
  const where = adapter ? `${backendNames[name]} on ${adapter}` : backendNames[name]
  return `${where}. ${reasons[reason]}`
}
