import { type Kernel, writeHeader } from './kernelHeader.ts'

const threads = 64

/**
 * Softmax of the logits `x` into `y`, `[point, sample, class]` without padding. A sample whose logits hold a NaN or +∞ is NaN
 * throughout.
 */
export function createSoftmaxKernel(classCount: number): Kernel {
  const code = /* wgsl */ `
${writeHeader({ y: 'f32' })}
fn logit(point: u32, class_index: u32, column: u32) -> vec4f {
  return x[(point * ${classCount}u + class_index) * chunk.columns + column];
}
@compute @workgroup_size(${threads}, 1, 1)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let column = workgroup.y * ${threads}u + lane;
  let point = workgroup.z;
  if (column >= chunk.columns) { return; }
  var largest = logit(point, 0u, column);
  var poison = vec4u(0u);
  for (var k = 0u; k < ${classCount}u; k++) {
    let v = logit(point, k, column);
    poison |= select(vec4u(0u), vec4u(0x7fc00000u), is_nan(v) | (bitcast<vec4u>(v) == vec4u(0x7f800000u)));
    largest = select(largest, v, v > largest);
  }
  var total = vec4f(0.0);
  for (var k = 0u; k < ${classCount}u; k++) { total += exp(logit(point, k, column) - largest); }
  let count = min(4u, chunk.samples - column * 4u);
  for (var k = 0u; k < ${classCount}u; k++) {
    let share = bitcast<vec4u>(exp(logit(point, k, column) - largest) / total);
    let p = bitcast<vec4f>(select(share, poison, poison != vec4u(0u)));
    for (var i = 0u; i < count; i++) {
      y[(point * chunk.samples + column * 4u + i) * ${classCount}u + k] = p[i];
    }
  }
}
`
  return { code, grid: ({ points, columns }) => [1, Math.ceil(columns / threads), points] }
}
