import type { BackendName, BackendReason, BackendReport } from '../../protocol/problem.ts'
import type { Arithmetic } from '../../store/fingerprint.ts'

/** Short name of what computes, for the badge. */
const backendNames: Readonly<Record<BackendName, string>> = {
  simd: 'SIMD',
  webgpu: 'WebGPU',
  'tf-cpu': 'tfjs on the CPU',
  'tf-webgpu': 'tfjs on WebGPU',
}

/** Names of what computes where builds count: their last bits differ. */
export const arithmeticNames: Readonly<Record<Arithmetic, string>> = {
  'simd.fused': 'SIMD and fused multiply-add',
  'simd.plain': 'SIMD without fused multiply-add',
  webgpu: backendNames.webgpu,
  'tf-cpu': backendNames['tf-cpu'],
  'tf-webgpu': backendNames['tf-webgpu'],
}

/** Why it is this one and no other, in a sentence. */
const reasons: Readonly<Record<BackendReason, string>> = {
  chosen: 'You chose it.',
  gpu: 'The network is large enough to gain from the graphics device.',
  'small-network': 'The network is so small that a graphics device would be slower.',
  'no-simd': 'This browser has no WebAssembly SIMD, so tfjs computes, more slowly.',
  'no-webgpu': 'This browser has no WebGPU. Nothing is missing for networks of this size.',
  'insecure-context':
    'WebGPU needs https or localhost, and this page came over plain http. Nothing is missing for networks of this size.',
  'no-adapter': 'WebGPU found no graphics device. Nothing is missing for networks of this size.',
  'software-adapter': 'WebGPU is only emulated in software here, which is slower than the CPU itself.',
  'device-lost': 'The graphics device was lost while it computed, so the work went on here.',
  'out-of-memory': 'The graphics device ran out of memory, so the work went on here.',
  unsupported:
    'The graphics driver refused this network or was too slow to prepare it, so the work went on here.',
}

/** What runs, in a word: `SIMD`. */
export function backendName({ name }: BackendReport): string {
  return backendNames[name]
}

/** What runs, for the badge: its name and its threads, such as `SIMD · 2 threads`. */
export function backendTitle({ name, threads }: BackendReport): string {
  if (threads === undefined) return backendNames[name]
  return `${backendNames[name]} · ${threads} ${threads === 1 ? 'thread' : 'threads'}`
}

/** What runs and why. */
export function backendSentence(report: BackendReport): string {
  const where = report.adapter ? `${backendTitle(report)} on ${report.adapter}` : backendTitle(report)
  return `${where}. ${reasons[report.reason]}`
}

/** What choosing a backend from the menu would mean; `auto` says what it comes to. */
export function offerSentence(offer: {
  readonly choice: string
  readonly available: boolean
  readonly report: BackendReport
}): string {
  const { choice, available, report } = offer
  if (!available) return reasons[report.reason]
  // A backend without threads has no more to say than its name, which stands above already.
  if (choice !== 'auto' && report.threads === undefined) return ''
  return choice === 'auto' ? `Here: ${backendTitle(report)}.` : `${backendTitle(report)}.`
}
