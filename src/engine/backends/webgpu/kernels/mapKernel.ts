import type { MapStep } from '../steps.ts'
import { sizeOfImage } from '../steps.ts'
import { writeEpilogue } from './epilogueCode.ts'
import {
  chooseRowGroup,
  gridOfRows,
  type Kernel,
  writeHeader,
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
  const isOnePixel = input.height * input.width === 1 && window.kernelHeight === 1
  const isData = step.x === 0
  return /* wgsl */ `
  let has_far = column + ${options.nextColumn}u < chunk.columns;
  let other = select(column, column + ${options.nextColumn}u, has_far);
  let block = unit % ${options.blocks}u;
  let pixel = unit / ${options.blocks}u;
  let group = block / ${place.blocksPerGroup}u;
  let base = point * chunk.stride;
  let stride = ${isData ? 'chunk.dataStride' : 'chunk.columns'};
  let first_x = ${isData ? 'chunk.dataColumn' : `point * ${sizeOfImage(input)}u * stride`};
  let first_weight = (base + place.weight + block * ${taps * place.blockSize}u)${readsVectors(step) ? ' / 4u' : ''};
${lanesOf(step)
  .map((lane) => `  var near_${lane} = vec4f(0.0); var far_${lane} = vec4f(0.0);`)
  .join('\n')}
  ${isOnePixel ? writeDenseLoop(step, taps) : writeWindowLoop(step)}
  let inner = (block % ${place.blocksPerGroup}u) * ${place.blockSize}u;
  let channel = group * ${output.channels / place.groups}u + inner;
  let row = (point * ${output.channels}u + channel) * ${options.pixels}u + pixel;
${lanesOf(step)
  .map((lane) => writeStore(step, lane, options.pixels))
  .join('\n')}
`
}

/** Output channels of a block. */
function lanesOf({ place }: MapStep): number[] {
  return Array.from({ length: place.blockSize }, (_, lane) => lane)
}

function writeDenseLoop(step: MapStep, taps: number): string {
  return /* wgsl */ `
  var at_x = first_x + group * ${taps}u * stride;
  var at_w = first_weight;
  for (var tap = 0u; tap < ${taps}u; tap++) {
    ${writeTap(step)}
  }`
}

function writeWindowLoop(step: MapStep): string {
  const { input, output, place, window } = step
  const { kernelHeight, kernelWidth, dilation } = window
  const perGroup = input.channels / place.groups
  return /* wgsl */ `
  let out_y = pixel / ${output.width}u;
  let out_x = pixel % ${output.width}u;
  ${writeTapBounds(window, input)}
  for (var c = 0; c < ${perGroup}; c++) {
    let plane = (i32(group) * ${perGroup} + c) * ${input.height};
    for (var i = begin_y; i < end_y; i++) {
      let row = (plane + start_y + i * ${dilation}) * ${input.width} + start_x + begin_x * ${dilation};
      var at_x = first_x + u32(row) * stride;
      var at_w = first_weight + u32((c * ${kernelHeight} + i) * ${kernelWidth} + begin_x) * ${weightStep(step)}u;
      for (var j = begin_x; j < end_x; j++) { ${writeTap(step)} }
    }
  }`
}

/** Weights are read as vectors of 4 where blocks are made of such. */
function readsVectors({ place }: MapStep): boolean {
  return place.blockSize % 4 === 0
}

/** Distance between the weights of two taps, in what the kernel reads at once. */
function weightStep(step: MapStep): number {
  return readsVectors(step) ? step.place.blockSize / 4 : step.place.blockSize
}

/** Reads two columns and the weights of the block, adds their products to the sums and goes on to the next tap. */
function writeTap(step: MapStep): string {
  const vectors = readsVectors(step)
  const reads = Array.from({ length: weightStep(step) }, (_, index) => {
    return `let w_${index} = ${vectors ? 'weights' : 'parameters'}[at_w + ${index}u];`
  })
  const weight = (lane: number) => (vectors ? `w_${Math.floor(lane / 4)}.${'xyzw'[lane % 4]}` : `w_${lane}`)
  const sums = lanesOf(step).map(
    (lane) => `near_${lane} += ${weight(lane)} * near; far_${lane} += ${weight(lane)} * far;`,
  )
  return /* wgsl */ `
        let near = x[at_x + column];
        let far = x[at_x + other];
        ${reads.join(' ')}
        ${sums.join('\n        ')}
        at_x += ${step.window.dilation}u * stride;
        at_w += ${weightStep(step)}u;`
}

function writeStore({ place, output }: MapStep, lane: number, pixels: number): string {
  const perGroup = output.channels / place.groups
  const bias = place.bias === undefined ? '' : `+ parameters[base + place.bias + channel + ${lane}u]`
  const isPartial = perGroup % place.blockSize !== 0
  return /* wgsl */ `
  ${isPartial ? `if (inner + ${lane}u < ${perGroup}u)` : ''} {
    let to = (row + ${lane * pixels}u) * chunk.columns;
    y[to + column] = finish(near_${lane} ${bias}, base, channel + ${lane}u);
    if (has_far) { y[to + other] = finish(far_${lane} ${bias}, base, channel + ${lane}u); }
  }`
}
