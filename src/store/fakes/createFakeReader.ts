import type { FileReader } from '../../client/createFileReader.ts'
import type { TensorShape } from '../../core/networks/stateTensor.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { FileSummary, ReadDataset, ReadWeights } from '../../protocol/fileReader.ts'
import type { PublishedResult } from '../../protocol/publishedResult.ts'
import type { StudyRecord } from '../../protocol/study.ts'

/** What a fake reader makes of a file. */
export interface FakeFile {
  readonly summary: FileSummary
  /** Of one network, or of the control points of a curve. */
  readonly points?: readonly (readonly number[])[]
  readonly study?: StudyRecord
  /** A result of another program. */
  readonly result?: PublishedResult
}

/** One linear layer from two inputs to two classes: six numbers. */
export const fakeTensors: readonly TensorShape[] = [
  { name: 'fc.weight', shape: [2, 2] },
  { name: 'fc.bias', shape: [2] },
]

const hash = '0123456789abcdef'

function toTensors(name: string): FileSummary & { readonly kind: 'tensors' } {
  return { name, bytes: 24, kind: 'tensors', format: 'torch', tensors: fakeTensors, key: '', skipped: [] }
}

/** A checkpoint of one network. */
export function fakeEndpoint(name: string, weights: readonly number[]): FakeFile {
  return { summary: toTensors(name), points: [weights] }
}

/** A checkpoint of a curve. */
export function fakeCurve(name: string, points: readonly (readonly number[])[]): FakeFile {
  const curve = { kind: 'bezier', controlPointCount: points.length, tensors: fakeTensors } as const
  return { summary: { ...toTensors(name), curve }, points }
}

/** Arrays of a data set with two inputs and two classes. */
export function fakeData(name: string): FakeFile {
  return { summary: { ...toTensors(name), arrays: { rows: 4, hasTest: true, channels: 0 } } }
}

function toWeights({ summary }: FakeFile, point: readonly number[]): ReadWeights {
  const id = `${summary.name}!${point.join('').padStart(16, '0').slice(-16)}`
  return {
    id,
    weights: Float32Array.from(point),
    buffers: new Float32Array(0),
    missing: [],
    unexpected: [],
  }
}

/** A reader without a worker, over files that a test makes up. */
export function createFakeReader(
  files: readonly FakeFile[],
): FileReader & { readonly isOver: () => boolean } {
  let over = false
  const fileOf = (number: number) => {
    const file = files[number]
    if (!file || over) throw new EngineError('worker-died', 'reading was stopped')
    return file
  }
  const split = { count: 2, inputs: new Float32Array(4), labels: Int32Array.of(0, 1) }
  return {
    isOver: () => over,
    async read(_, onProgress) {
      for (const number of files.keys()) onProgress?.({ file: number, share: 1 })
      return files.map(({ summary }) => summary)
    },
    async dataset(request): Promise<ReadDataset> {
      const { summary } = fileOf(request.kind === 'images' ? (request.files[0] ?? 0) : request.file)
      const dataset = { inputShape: [2], classCount: 2, train: split, test: split }
      return {
        id: `${summary.name}!${hash}!2!2`,
        dataset,
        classNames: ['0', '1'],
        leftOut: 0,
        unused: [],
      }
    },
    async weights({ file }) {
      return toWeights(fileOf(file), fileOf(file).points?.[0] ?? [])
    },
    async curve({ file }) {
      const { summary, points = [] } = fileOf(file)
      return { id: `${summary.name}!${hash}`, controlPoints: points.map((p) => toWeights(fileOf(file), p)) }
    },
    async result(file) {
      const { result, summary } = fileOf(file)
      if (!result) throw new EngineError('invalid-request', `${summary.name}: no result`)
      return result
    },
    async directions({ file }) {
      const { points = [] } = fileOf(file)
      return points.map((p) => ({ weights: Float32Array.from(p), buffers: new Float32Array(0) }))
    },
    async study(file) {
      const { study } = fileOf(file)
      if (!study) throw new EngineError('invalid-request', 'holds no study')
      return study
    },
    dispose: () => {
      over = true
    },
  }
}
