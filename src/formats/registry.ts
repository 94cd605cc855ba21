import { npyFormat } from './arrays/npy.ts'
import { npzFormat } from './arrays/npz.ts'
import { safetensorsFormat } from './arrays/safetensors.ts'
import { csvFormat } from './csv/csv.ts'
import type { FileSource, Format } from './format.ts'
import { hdf5Format } from './hdf5/hdf5.ts'
import { cifarFormat } from './images/cifar.ts'
import { idxFormat } from './images/idx.ts'
import { jsonFormat } from './json.ts'
import { torchFormat } from './torch/torch.ts'

/** Bytes from the start of a file by which formats tell themselves apart. */
const headBytes = 512

/** Every format once; the first that matches reads the file. Those that go by bytes alone stand before those that need a name. */
export const formats: readonly Format[] = [
  torchFormat,
  safetensorsFormat,
  hdf5Format,
  npyFormat,
  npzFormat,
  idxFormat,
  cifarFormat,
  jsonFormat,
  csvFormat,
]

/** The format of a file by its first bytes and its name; undefined where none takes it. */
export async function recognizeFormat(file: FileSource): Promise<Format | undefined> {
  const head = await file.slice(0, Math.min(file.size, headBytes))
  return formats.find((format) => format.matches(head, file))
}
