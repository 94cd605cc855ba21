import { describe, expect, it } from 'vitest'
import { sourceOf } from '../../fixtures/fixtureFile.ts'
import { csvFormat } from './csv.ts'
import { writeCsv } from './writeCsv.ts'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('writing CSV', () => {
  it('names columns and quotes what would break a cell', () => {
    const bytes = writeCsv([
      { name: 'network', values: ['w1', 'say "a, b"', ''] },
      { name: 'epoch', values: Int32Array.of(1, 2, -3) },
      { name: 'nll, nats', values: Float64Array.of(0.1, Number.NaN, Number.POSITIVE_INFINITY) },
    ])
    expect(text(bytes)).toBe('network,epoch,"nll, nats"\nw1,1,0.1\n"say ""a, b""",2,NaN\n,-3,inf\n')
  })

  it('writes numbers that come back with the same bits', async () => {
    const values = Float64Array.of(0.1 + 0.2, 1e-300, -0, 5e-324, 1 / 3, Number.MAX_VALUE)
    const content = await csvFormat.parse(
      sourceOf(
        writeCsv([
          { name: 'x', values },
          { name: 'y', values },
        ]),
        'x.csv',
      ),
    )
    if (content.kind !== 'table') throw new Error('no table')
    expect(content.columns.map((column) => column.values)).toEqual([values, values])
  })

  it('refuses columns that differ in length', () => {
    const columns = [
      { name: 'a', values: Float64Array.of(1, 2) },
      { name: 'b', values: Float64Array.of(1) },
    ]
    expect(() => writeCsv(columns)).toThrow('column b has 1 cells, not 2')
  })
})
