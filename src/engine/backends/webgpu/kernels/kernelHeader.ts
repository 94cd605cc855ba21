import type { ImageShape, Window } from '../steps.ts'

/** A kernel ready to be compiled, and the grid of threads that it needs for a chunk. */
export interface Kernel {
  readonly code: string
  /** Workgroups for so many points, columns of 4 samples and batches of 128. */
  grid(chunk: ChunkExtent): readonly [number, number, number]
}

/** How large a chunk is. */
export interface ChunkExtent {
  readonly points: number
  readonly columns: number
}

/** Most workgroups along one dimension that every device allows. */
const maxGroups = 65_535

/** Words of the uniform `Chunk`, in order; see `writeChunk`. */
export const chunkWords = [
  'columns',
  'samples',
  'dataColumn',
  'dataStride',
  'stride',
  'basis',
  'buffers',
  'bufferCount',
  'total',
  'first',
  'firstBlock',
  'blocks',
] as const

/** Words of the uniform `Place`, in order. */
const placeWords = ['weight', 'bias', 'scale', 'shift', 'mean', 'variance'] as const

/**
 * What all kernels share: one bind group layout, and tests on bit patterns, which no compiler may fold away on the ground
 * that floats are never NaN.
 *
 * Activations are `[point, row, column]`, four samples a column, a row for every channel and pixel; the data is the same
 * without points. So a warp reads neighbouring columns, padding and flattening cost nothing, and a weight is one value for all.
 */
export function writeHeader(types: { readonly z?: string; readonly y?: string } = {}): string {
  return /* wgsl */ `
struct Chunk { ${chunkWords.map((word) => `${word}: u32`).join(', ')} }
struct Place { ${placeWords.map((word) => `${word}: u32`).join(', ')} }
@group(0) @binding(0) var<uniform> chunk: Chunk;
@group(0) @binding(1) var<uniform> place: Place;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(4) var<storage, read> x: array<vec4f>;
@group(0) @binding(5) var<storage, read> z: array<${types.z ?? 'vec4f'}>;
@group(0) @binding(6) var<storage, read_write> y: array<${types.y ?? 'vec4f'}>;
@group(0) @binding(7) var<storage, read_write> statistics: array<f32>;

fn is_nan(v: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(v) & vec4u(0x7fffffffu)) > vec4u(0x7f800000u);
}
`
}

/** Threads of a workgroup that works on rows of columns. */
export interface RowGroup {
  readonly columns: number
  readonly rows: number
}

/** A workgroup of 64 threads for so many rows. */
export function chooseRowGroup(rows: number): RowGroup {
  const height = rows >= 3 ? 4 : rows
  return { columns: 64 / height, rows: height }
}

/** Opens `main` of a kernel whose threads have a column, a unit (a row or several) and a point. */
export function writeRowMain(group: RowGroup, units: number, columnsPerThread = 1): string {
  const span = group.columns * columnsPerThread
  return /* wgsl */ `
@compute @workgroup_size(${group.columns}, ${group.rows}, 1)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  let column_groups = (chunk.columns + ${span - 1}u) / ${span}u;
  let column = (workgroup.x % column_groups) * ${span}u + thread.x;
  let unit = ((workgroup.x / column_groups) * ${maxGroups}u + workgroup.y) * ${group.rows}u + thread.y;
  let point = workgroup.z;
  if (column >= chunk.columns || unit >= ${units}u) { return; }
`
}

/** The grid that goes with `writeRowMain`. */
export function gridOfRows(
  group: RowGroup,
  units: number,
  options: ChunkExtent & { readonly columnsPerThread?: number },
): readonly [number, number, number] {
  const columnGroups = Math.ceil(options.columns / (group.columns * (options.columnsPerThread ?? 1)))
  return [...foldGroups(columnGroups, Math.ceil(units / group.rows)), options.points]
}

/** Folds too many workgroups along y into x, as the kernels unfold them. */
export function foldGroups(x: number, y: number): [number, number] {
  return [x * Math.ceil(y / maxGroups), Math.min(y, maxGroups)]
}

/** A function `load(point, row, column)` on the data or on activations. */
export function writeLoad(
  name: 'x' | 'z',
  options: { readonly isData: boolean; readonly rows: number },
): string {
  const place = options.isData
    ? 'row * chunk.dataStride + chunk.dataColumn + column'
    : `(point * ${options.rows}u + row) * chunk.columns + column`
  return `fn load_${name}(point: u32, row: u32, column: u32) -> vec4f { return ${name}[${place}]; }\n`
}

/** Bounds of a window's taps on real pixels: `begin` and `end` of the taps at output position `at`. */
export function writeTapBounds(window: Window, input: ImageShape): string {
  const bounds = (axis: 'y' | 'x', kernel: number, size: number) => /* wgsl */ `
  let start_${axis} = i32(out_${axis}) * ${window.stride} - ${window.padding};
  let begin_${axis} = max(0, (${window.dilation - 1} - start_${axis}) / ${window.dilation});
  let end_${axis} = min(${kernel}, (${size - 1 + window.dilation} - start_${axis}) / ${window.dilation});`
  return bounds('y', window.kernelHeight, input.height) + bounds('x', window.kernelWidth, input.width)
}

/** A finite number as a WGSL literal, the nearest that float32 has. */
export function writeFloat(value: number): string {
  const largest = 3.4e38
  const rounded = Math.fround(Math.min(largest, Math.max(-largest, value)))
  return `f32(${Math.abs(rounded) < 1.2e-38 ? 0 : rounded})`
}
