import { describe, expect, it } from 'vitest'
import { writeSafetensors } from '../formats/arrays/safetensors.ts'
import { FormatError } from '../formats/formatError.ts'
import { readStudyFile, writeStudyFile } from './studyFiles.ts'

const record = {
  text: JSON.stringify({ link: 'data=moons', weights: { $array: 'a0' } }),
  arrays: {
    a0: Float32Array.of(1.5, -0, Number.NaN),
    a1: Float64Array.of(Number.MIN_VALUE, Infinity),
    a2: Int32Array.of(-1, 7),
    a3: Uint8Array.of(0, 255, 3),
  },
}

describe('study files', () => {
  it('come back with the same text and bytes', () => {
    expect(readStudyFile(writeStudyFile(record))).toEqual(record)
  })

  it('gives every array memory of its own', () => {
    const { arrays } = readStudyFile(writeStudyFile(record))
    for (const array of Object.values(arrays)) expect(array.buffer.byteLength).toBe(array.byteLength)
  })

  it('are refused where one bit of them changed', () => {
    const bytes = writeStudyFile(record)
    const changed = bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1)
    expect(() => readStudyFile(changed)).toThrow('not as they were')
  })

  it('refuses a file that holds no study', () => {
    expect(() => readStudyFile(writeSafetensors(new Map()))).toThrow(FormatError)
  })
})
