import { curveCoefficients } from '../../core/curves/curve.ts'
import type { Network, TensorSlot } from '../../core/networks/network.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { writeNpz } from '../../formats/arrays/npz.ts'
import { type Tensor, writeSafetensors } from '../../formats/arrays/safetensors.ts'
import { nameCurve } from '../../formats/official/nameCurve.ts'
import type { NamedTensor } from '../../formats/tensor.ts'
import type { WriteNetworkRequest } from '../../protocol/exporting.ts'
import type { StoredWeights } from '../../protocol/training.ts'
import { combineVectors } from '../combineVectors.ts'
import type { Job } from '../jobs.ts'
import type { LabParts } from '../labParts.ts'
import { checkLayout } from '../weightsShelf.ts'
import { withFallback } from '../withFallback.ts'

/**
 * Writes a network, or the control points of a curve, as a file of named tensors with the names and shapes of PyTorch.
 * Vectors that are not combined keep every bit.
 * @throws EngineError by what sessions and shelf throw, ShapeError, FormatError
 */
export async function writeNetwork(
  parts: LabParts,
  request: WriteNetworkRequest,
  job: Job,
): Promise<Uint8Array<ArrayBuffer>> {
  const network = planNetwork(request.problem.architecture)
  const vectors = parts.shelf.get(request.basis)
  checkLayout(vectors, network)
  const points = splitRows(request).map((row) =>
    combine(
      vectors.map(({ weights }) => weights),
      row,
    ),
  )
  await job.breathe()
  const statistics = name(network.buffers, await findBuffers(parts, { request, network, vectors, job }))
  const networks = points.map((weights) => name(network.parameters, weights))
  const tensors = request.curve
    ? nameCurve(request.curve, networks, statistics)
    : [...(networks[0] ?? []), ...statistics]
  return writeTensors(tensors, request)
}

function splitRows({ basis, coefficients }: WriteNetworkRequest): Float64Array[] {
  const width = basis.length
  const count = coefficients.length / width
  return Array.from({ length: count }, (_, k) => coefficients.subarray(k * width, (k + 1) * width))
}

/** A vector that alone counts is not summed: 0 + −0 is 0, and a NaN would lose its payload. */
function combine(vectors: readonly Float32Array[], row: Float64Array): Float32Array {
  const used = [...row.keys()].filter((b) => row[b] !== 0)
  const only = used.length === 1 && row[used[0] as number] === 1 ? vectors[used[0] as number] : undefined
  return only ?? combineVectors(vectors, row)
}

interface BuffersRequest {
  readonly request: WriteNetworkRequest
  readonly network: Network
  readonly vectors: readonly StoredWeights[]
  readonly job: Job
}

async function findBuffers(
  parts: LabParts,
  { request, network, vectors, job }: BuffersRequest,
): Promise<Float32Array> {
  if (network.bufferCount === 0) return new Float32Array(0)
  const row = statisticsRow(request)
  const used = (pick: (stored: StoredWeights) => Float32Array) => combine(vectors.map(pick), row)
  if (request.batchNorm === 'stored') return used(({ buffers }) => buffers)
  const weights = used((stored) => stored.weights)
  return withFallback(parts.sessions, request.problem, ({ session }) =>
    session.recomputeBuffers(weights, job),
  )
}

/** The point whose running statistics stand in the file: of a curve, which has them once, φ(½). */
function statisticsRow(request: WriteNetworkRequest): Float64Array {
  const rows = splitRows(request)
  const [first = new Float64Array(request.basis.length)] = rows
  if (!request.curve) return first
  const middle = curveCoefficients(request.curve, rows.length, 0.5)
  return first.map((_, b) => rows.reduce((sum, row, i) => sum + (middle[i] ?? 0) * (row[b] ?? 0), 0))
}

function name(slots: readonly TensorSlot[], vector: Float32Array): NamedTensor[] {
  return slots.map((slot) => ({
    name: slot.name,
    shape: slot.shape,
    dtype: 'f32',
    data: vector.subarray(slot.offset, slot.offset + slot.size),
  }))
}

function writeTensors(
  tensors: readonly NamedTensor[],
  { format, about }: WriteNetworkRequest,
): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'npz') return writeNpz(tensors)
  const entries = tensors.map(({ name: key, shape, data }): [string, Tensor] => [
    key,
    { dtype: 'F32', shape, data: data as Float32Array },
  ])
  return writeSafetensors(new Map(entries), about)
}
