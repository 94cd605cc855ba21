import { decodeElements } from '../decodeElements.ts'
import { dtypeBytes } from '../dtypes.ts'
import type { TensorData } from '../tensor.ts'
import type { TorchTensor } from './torchValues.ts'

/**
 * Takes the elements of a tensor out of its storage, row-major whatever the strides. The result may be a view of `bytes`
 * where the tensor fills them and they are not `shared`, otherwise it is a copy. `bytes` hold all that the tensor reaches.
 */
export function gatherTorchTensor(
  tensor: TorchTensor,
  bytes: Uint8Array<ArrayBuffer>,
  { bigEndian, shared }: { bigEndian: boolean; shared: boolean },
): TensorData {
  const { dtype } = tensor.storage
  const width = dtypeBytes[dtype]
  const start = tensor.offset * width
  if (!isContiguous(tensor))
    return decodeElements(dtype, gatherBytes(tensor, bytes.subarray(start), width), bigEndian)
  const own = bytes.subarray(start, start + tensor.size * width)
  // A part would keep the memory of the whole.
  return decodeElements(dtype, shared || own.length < bytes.length ? own.slice() : own, bigEndian)
}

function isContiguous({ shape, strides, size }: TorchTensor): boolean {
  if (size === 0) return true
  let expected = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number
    if (length !== 1 && strides[axis] !== expected) return false
    expected *= length
  }
  return true
}

function gatherBytes(
  tensor: TorchTensor,
  storage: Uint8Array<ArrayBuffer>,
  width: number,
): Uint8Array<ArrayBuffer> {
  const gathered = new Uint8Array(tensor.size * width)
  if (width === 1) gather(tensor, storage, gathered, 1)
  else if (width === 2) gather(tensor, asWords(storage, 2), new Uint16Array(gathered.buffer), 1)
  else gather(tensor, asWords(storage, 4), new Uint32Array(gathered.buffer), width / 4)
  return gathered
}

/** As whole words: elements of 8 bytes are two, since a Float64Array may change the bits of a NaN. */
function asWords(bytes: Uint8Array<ArrayBuffer>, width: 2 | 4): Uint16Array | Uint32Array {
  const { buffer, byteOffset } = bytes.byteOffset % width === 0 ? bytes : bytes.slice()
  const words = Math.floor(bytes.length / width)
  return width === 2 ? new Uint16Array(buffer, byteOffset, words) : new Uint32Array(buffer, byteOffset, words)
}

type Words = Uint8Array | Uint16Array | Uint32Array

function gather({ shape, strides }: TorchTensor, source: Words, target: Words, words: number): void {
  const axes = shape.length
  const index = new Array<number>(axes).fill(0)
  let from = 0
  for (let at = 0; at < target.length; at += words) {
    for (let word = 0; word < words; word++) target[at + word] = source[from * words + word] as number
    for (let axis = axes - 1; axis >= 0; axis--) {
      const stride = strides[axis] as number
      const next = (index[axis] as number) + 1
      if (next < (shape[axis] as number)) {
        index[axis] = next
        from += stride
        break
      }
      from -= (next - 1) * stride
      index[axis] = 0
    }
  }
}
