import type { NormalizeStep } from '../steps.ts'
import { sizeOfImage } from '../steps.ts'
import { writeActivation } from './epilogueCode.ts'
import { foldGroups, type Kernel, writeFloat, writeHeader, writeLoad } from './kernelHeader.ts'
import { writeTreeSum } from './treeSum.ts'

/** Samples of one batch of the pass that recomputes running statistics, as in the official code. */
export const batchSize = 128

const threads = 64

/** Workgroups as the batch norm kernels count them: a whole number of batches. */
export function countBatches(columns: number): number {
  return Math.ceil((columns * 4) / batchSize)
}

/**
 * Batch norm in training mode: a workgroup takes one channel of one batch of one point, measures mean and variance in two
 * passes, writes them down (the variance unbiased) and normalises by them (the variance biased).
 */
export function createNormalizeKernel(step: NormalizeStep): Kernel {
  const { channels, height, width } = step.input
  const columns = batchSize / 4
  const rows = sizeOfImage(step.input)
  const code = /* wgsl */ `
${writeHeader()}
${writeLoad('x', { isData: step.x === 0, rows })}
${step.activation ? writeActivation(step.activation) : 'fn activate(v: vec4f) -> vec4f { return v; }'}
${writeTreeSum(threads, 'f32')}
${writeDeviation(height * width, columns)}
@compute @workgroup_size(${threads}, 1, 1)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let batches = (chunk.columns + ${columns - 1}u) / ${columns}u;
  let batch = workgroup.x % batches;
  let channel = (workgroup.x / batches) * 65535u + workgroup.y;
  let point = workgroup.z;
  if (channel >= ${channels}u) { return; }
  let size = min(${batchSize}u, chunk.samples - batch * ${batchSize}u);
  let count = f32(size) * ${height * width}.0;
  let first = batch * ${columns}u;
  let row = channel * ${height * width}u;
  let mean = sum_up(sum_of(point, row, first, size, 0.0, false, lane), lane) / count;
  let variance = sum_up(sum_of(point, row, first, size, mean, true, lane), lane) / count;
  let base = point * chunk.stride + channel;
  if (lane == 0u) {
    let to = (point * batches + batch) * chunk.bufferCount + channel - chunk.buffers;
    statistics[to + place.mean] = mean;
    statistics[to + place.variance] = variance * (count / (count - 1.0));
  }
  let gain = parameters[base + place.scale] / sqrt(variance + ${writeFloat(step.norm.eps)});
  let shift = parameters[base + place.shift];
  for (var i = lane; i < ${height * width * columns}u; i += ${threads}u) {
    let column = first + i % ${columns}u;
    if (column < chunk.columns) {
      let own_row = row + i / ${columns}u;
      let v = (load_x(point, own_row, column) - mean) * gain + shift;
      y[(point * ${rows}u + own_row) * chunk.columns + column] = activate(v);
    }
  }
}
`
  return { code, grid: ({ points, columns: all }) => [...foldGroups(countBatches(all), channels), points] }
}

/** A thread's share of a batch's sum, or of its squared deviations from `mean`; samples beyond the batch do not count. */
function writeDeviation(pixels: number, columns: number): string {
  return /* wgsl */ `
fn sum_of(point: u32, row: u32, first: u32, size: u32, mean: f32, squared: bool, lane: u32) -> f32 {
  var sum = vec4f(0.0);
  for (var i = lane; i < ${pixels * columns}u; i += ${threads}u) {
    let inside = i % ${columns}u;
    if (inside * 4u < size) {
      let d = load_x(point, row + i / ${columns}u, first + inside) - mean;
      let counts = vec4u(inside * 4u) + vec4u(0u, 1u, 2u, 3u) < vec4u(size);
      sum += select(vec4f(0.0), select(d, d * d, vec4<bool>(squared)), counts);
    }
  }
  return (sum.x + sum.y) + (sum.z + sum.w);
}
`
}
