import type { MapStep } from '../steps.ts'
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

/** Columns of 4 samples that one thread computes, so that a weight that was read serves 8 samples. */
const columnsPerThread = 2

/**
 * A linear layer or a convolution: a thread computes one pixel of up to 8 output channels for 8 samples in registers. It walks
 * over the valid taps only; a linear layer is the convolution of one pixel. Blocks of channels lie side by side in a
 * workgroup, so that they find their inputs in the cache.
 */
export function createMapKernel(step: MapStep): Kernel {
  const { place, output } = step
  const pixels = output.height * output.width
  const blocks = place.groups * place.blocksPerGroup
  const group = chooseRowGroup(blocks * pixels)
  const code = [
    writeHeader(),
    writeLoad('x', { isData: step.x === 0, rows: sizeOfImage(step.input) }),
    writeEpilogue(step),
    writeRowMain(group, blocks * pixels, columnsPerThread),
    writeBody(step, { pixels, blocks, nextColumn: group.columns }),
    '}',
  ]
  return {
    code: code.join('\n'),
    grid: (extent) => gridOfRows(group, blocks * pixels, { ...extent, columnsPerThread }),
  }
}

function writeBody(
  step: MapStep,
  options: { readonly pixels: number; readonly blocks: number; readonly nextColumn: number },
): string {
  const { place, input, output, window } = step
  const taps = (input.channels / place.groups) * window.kernelHeight * window.kernelWidth
  const each = Array.from({ length: place.blockSize }, (_, lane) => lane)
  const isOnePixel = sizeOfImage({ ...input, channels: 1 }) === 1 && window.kernelHeight === 1
  return /* wgsl */ `
  let other = min(column + ${options.nextColumn}u, chunk.columns - 1u);
  let block = unit % ${options.blocks}u;
  let pixel = unit / ${options.blocks}u;
  let group = block / ${place.blocksPerGroup}u;
  let base = point * chunk.stride;
  let first_weight = base + place.weight + block * ${taps * place.blockSize}u;
${each.map((lane) => `  var near_${lane} = vec4f(0.0); var far_${lane} = vec4f(0.0);`).join('\n')}
  ${isOnePixel ? writeDenseLoop(step, taps, each) : writeWindowLoop(step, each)}
  let inner = (block % ${place.blocksPerGroup}u) * ${place.blockSize}u;
  let channel = group * ${output.channels / place.groups}u + inner;
  let row = (point * ${output.channels}u + channel) * ${options.pixels}u + pixel;
${each.map((lane) => writeStore(step, lane, options.pixels)).join('\n')}
`
}

function writeDenseLoop(step: MapStep, taps: number, each: readonly number[]): string {
  return /* wgsl */ `
  let first_row = group * ${taps}u;
  for (var tap = 0u; tap < ${taps}u; tap++) {
    let row = first_row + tap;
    ${writeTap(step, each)}
  }`
}

function writeWindowLoop(step: MapStep, each: readonly number[]): string {
  const { input, output, place, window } = step
  const perGroup = input.channels / place.groups
  const row = (y: string, x: string) => `u32((plane + ${y}) * ${input.width} + ${x})`
  return /* wgsl */ `
  let out_y = pixel / ${output.width}u;
  let out_x = pixel % ${output.width}u;
  ${writeTapBounds(window, input)}
  for (var c = 0; c < ${perGroup}; c++) {
    let plane = (i32(group) * ${perGroup} + c) * ${input.height};
    for (var i = first_y; i < end_y; i++) {
      for (var j = first_x; j < end_x; j++) {
        let tap = u32((c * ${window.kernelHeight} + i) * ${window.kernelWidth} + j);
        let row = ${row(`start_y + i * ${window.dilation}`, `start_x + j * ${window.dilation}`)};
        ${writeTap(step, each)}
      }
    }
  }`
}

/** Reads two columns and the weights of the block, and adds their products to the sums. */
function writeTap({ place }: MapStep, each: readonly number[]): string {
  const { blockSize } = place
  const vectors = Array.from({ length: blockSize / 4 }, (_, quarter) => quarter)
  const reads =
    blockSize % 4 === 0
      ? vectors.map((quarter) => `let w_${quarter} = weights[at / 4u + ${quarter}u];`)
      : each.map((lane) => `let w_${lane} = parameters[at + ${lane}u];`)
  const weight = (lane: number) =>
    blockSize % 4 === 0 ? `w_${Math.floor(lane / 4)}.${'xyzw'[lane % 4]}` : `w_${lane}`
  const sums = each.map(
    (lane) => `near_${lane} += ${weight(lane)} * near; far_${lane} += ${weight(lane)} * far;`,
  )
  return /* wgsl */ `
        let at = first_weight + tap * ${blockSize}u;
        let near = load_x(point, row, column);
        let far = load_x(point, row, other);
        ${reads.join(' ')}
        ${sums.join('\n        ')}`
}

function writeStore({ place, output }: MapStep, lane: number, pixels: number): string {
  const perGroup = output.channels / place.groups
  const bias = place.bias === undefined ? '' : `+ parameters[base + place.bias + channel + ${lane}u]`
  const isPartial = perGroup % place.blockSize !== 0
  return /* wgsl */ `
  ${isPartial ? `if (inner + ${lane}u < ${perGroup}u)` : ''} {
    let to = (row + ${lane * pixels}u) * chunk.columns;
    y[to + column] = finish(near_${lane} ${bias}, base, channel + ${lane}u);
    y[to + other] = finish(far_${lane} ${bias}, base, channel + ${lane}u);
  }`
}
