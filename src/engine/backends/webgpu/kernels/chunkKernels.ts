import { foldGroups, type Kernel, writeHeader } from './kernelHeader.ts'
import { batchSize } from './normalizeKernel.ts'
import { writeTreeSum } from './treeSum.ts'

const threads = 64

/**
 * Samples whose sums are added up on the GPU; the sums of such blocks are added in float64 by the host. Chunks hold whole blocks,
 * so that sums do not depend on how samples were cut into chunks.
 */
export const blockSamples = batchSize
const lossThreads = blockSamples / 4

/**
 * Weights of every point out of basis (`x`) and coefficients (`parameters`, points × basis). A vector whose coefficient is 0 has
 * no part in the point: its NaN and infinities do not spoil it.
 */
export function createCombineKernel(size: number): Kernel {
  const vectors = size / 4
  const code = /* wgsl */ `
${writeHeader()}
@compute @workgroup_size(${threads}, 1, 1)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (workgroup.x * 65535u + workgroup.y) * ${threads}u + lane;
  let point = workgroup.z;
  if (i >= ${vectors}u) { return; }
  var sum = vec4f(0.0);
  for (var b = 0u; b < chunk.basis; b++) {
    let coefficient = parameters[point * chunk.basis + b];
    if (coefficient != 0.0) { sum += coefficient * x[b * ${vectors}u + i]; }
  }
  y[point * ${vectors}u + i] = sum;
}
`
  return { code, grid: ({ points }) => [...foldGroups(1, Math.ceil(vectors / threads)), points] }
}

/**
 * Adds the batches' statistics, weighted by samples, to the running ones, which lie at the end of the point's parameters: one
 * batch after another, so that the result does not depend on how many batches a chunk has.
 */
export function createAverageKernel(bufferCount: number): Kernel {
  const code = /* wgsl */ `
${writeHeader({ y: 'f32' })}
@compute @workgroup_size(${threads}, 1, 1)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = workgroup.y * ${threads}u + lane;
  let point = workgroup.z;
  if (i >= chunk.bufferCount) { return; }
  let batches = (chunk.samples + ${batchSize - 1}u) / ${batchSize}u;
  let to = point * chunk.stride + chunk.buffers + i;
  var sum = select(y[to], 0.0, chunk.first == 1u);
  for (var batch = 0u; batch < batches; batch++) {
    let size = min(${batchSize}u, chunk.samples - batch * ${batchSize}u);
    sum += f32(size) / f32(chunk.total) * statistics[(point * batches + batch) * chunk.bufferCount + i];
  }
  y[to] = sum;
}
`
  return { code, grid: ({ points }) => [1, Math.ceil(bufferCount / threads), points] }
}

/**
 * Sums of cross-entropy and of correct samples over blocks of 128 samples, by a stable log-softmax: `x` are the logits, `z` the
 * labels. The first of equal logits counts as the largest; a sample whose logits hold a NaN or +∞ has a loss of NaN and is not
 * correct.
 */
export function createLossKernel(classCount: number): Kernel {
  const code = /* wgsl */ `
${writeHeader({ z: 'vec4u', y: 'vec2f' })}
${writeTreeSum(lossThreads, 'vec2f')}
fn logit(point: u32, class_index: u32, column: u32) -> vec4f {
  return x[(point * ${classCount}u + class_index) * chunk.columns + column];
}
fn sums_of(point: u32, column: u32) -> vec2f {
  let label = z[chunk.dataColumn + column];
  var largest = logit(point, 0u, column);
  var found = vec4u(0u);
  var poison = vec4u(0u);
  for (var k = 0u; k < ${classCount}u; k++) {
    let v = logit(point, k, column);
    poison |= select(vec4u(0u), vec4u(0x7fc00000u), is_nan(v) | (bitcast<vec4u>(v) == vec4u(0x7f800000u)));
    let larger = v > largest;
    largest = select(largest, v, larger);
    found = select(found, vec4u(k), larger);
  }
  var total = vec4f(0.0);
  var own = vec4f(0.0);
  for (var k = 0u; k < ${classCount}u; k++) {
    let shifted = logit(point, k, column) - largest;
    total += exp(shifted);
    own = select(own, shifted, label == vec4u(k));
  }
  let poisoned = poison != vec4u(0u);
  let loss = bitcast<vec4f>(select(bitcast<vec4u>(log(total) - own), poison, poisoned));
  let counts = vec4u(column * 4u) + vec4u(0u, 1u, 2u, 3u) < vec4u(chunk.samples);
  let counted = select(vec4f(0.0), loss, counts);
  let correct = select(vec4f(0.0), vec4f(1.0), counts & (found == label) & !poisoned);
  return vec2f((counted.x + counted.y) + (counted.z + counted.w), (correct.x + correct.y) + (correct.z + correct.w));
}
@compute @workgroup_size(${lossThreads}, 1, 1)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let column = workgroup.y * ${lossThreads}u + lane;
  let point = workgroup.z;
  var own = vec2f(0.0);
  if (column < chunk.columns) { own = sums_of(point, column); }
  let sum = sum_up(own, lane);
  if (lane == 0u) { y[point * chunk.blocks + chunk.firstBlock + workgroup.y] = sum; }
}
`
  return { code, grid: ({ points, columns }) => [1, Math.ceil(columns / lossThreads), points] }
}
