/** A function `sum_up(value, lane)` over a workgroup: the same tree every time, so the same bytes every time. */
export function writeTreeSum(threads: number, type: 'f32' | 'vec2f'): string {
  return /* wgsl */ `
var<workgroup> partials: array<${type}, ${threads}>;
fn sum_up(value: ${type}, lane: u32) -> ${type} {
  partials[lane] = value;
  workgroupBarrier();
  for (var width = ${threads / 2}u; width > 0u; width >>= 1u) {
    if (lane < width) { partials[lane] += partials[lane + width]; }
    workgroupBarrier();
  }
  return workgroupUniformLoad(&partials[0]);
}
`
}
