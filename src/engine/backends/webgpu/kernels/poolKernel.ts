import type { PointwiseStep, PoolStep } from '../steps.ts'
import { sizeOfImage } from '../steps.ts'
import { writeEpilogue } from './epilogueCode.ts'
import {
  chooseRowGroup,
  gridOfRows,
  type Kernel,
  writeHeader,
  writeLoad,
  writeRowMain,
  writeTapBounds,
} from './kernelHeader.ts'

/** Pooling over a window: the maximum skips padding, the mean counts its zeros, as PyTorch does. */
export function createPoolKernel(step: PoolStep): Kernel {
  const { input, output, window } = step
  const area = window.kernelHeight * window.kernelWidth
  return createRowKernel(
    step,
    /* wgsl */ `
  let channel = unit / ${output.height * output.width}u;
  let out_y = (unit / ${output.width}u) % ${output.height}u;
  let out_x = unit % ${output.width}u;
  ${writeTapBounds(window, input)}
  var sum = vec4f(0.0);
  let plane = i32(channel) * ${input.height};
  var best = load_x(point, u32((plane + start_y + begin_y) * ${input.width} + start_x + begin_x), column);
  var poison = vec4u(0u);
  for (var i = begin_y; i < end_y; i++) {
    for (var j = begin_x; j < end_x; j++) {
      let row = (plane + start_y + i) * ${input.width} + start_x + j;
      let v = load_x(point, u32(row), column);
      ${step.takes === 'max' ? 'best = max(best, v); poison |= select(vec4u(0u), bitcast<vec4u>(v), is_nan(v));' : 'sum += v;'}
    }
  }
  ${
    step.takes === 'max'
      ? 'let value = bitcast<vec4f>(select(bitcast<vec4u>(best), poison, poison != vec4u(0u)));'
      : `let value = sum / ${area}.0;`
  }
`,
  )
}

/** The sum with a second value where there is one, then the epilogue. */
export function createPointwiseKernel(step: PointwiseStep): Kernel {
  const load = (name: 'x' | 'z') => `load_${name}(point, unit, column)`
  return createRowKernel(
    step,
    /* wgsl */ `
  let channel = unit / ${step.output.height * step.output.width}u;
  let value = ${step.z === undefined ? load('x') : `${load('x')} + ${load('z')}`};
`,
  )
}

/** A kernel with a thread for every output row and column, whose body defines `channel` and `value`. */
function createRowKernel(step: PoolStep | PointwiseStep, body: string): Kernel {
  const rows = sizeOfImage(step.output)
  const group = chooseRowGroup(rows)
  const z = step.kind === 'pointwise' ? step.z : undefined
  const code = [
    writeHeader(),
    writeLoad('x', { isData: step.x === 0, rows: sizeOfImage(step.input) }),
    z === undefined ? '' : writeLoad('z', { isData: z === 0, rows }),
    writeEpilogue(step),
    writeRowMain(group, rows),
    body,
    `y[(point * ${rows}u + unit) * chunk.columns + column] = finish(value, point * chunk.stride, channel); }`,
  ]
  return { code: code.join('\n'), grid: (extent) => gridOfRows(group, rows, extent) }
}
