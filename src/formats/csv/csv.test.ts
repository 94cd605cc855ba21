import { describe, expect, it } from 'vitest'
import { createRandom } from '../../core/random.ts'
import { sourceOf } from '../../fixtures/fixtureFile.ts'
import { FormatError } from '../formatError.ts'
import { fuzzFormat } from '../fuzzFormat.ts'
import { csvFormat } from './csv.ts'

const encode = (text: string) => new TextEncoder().encode(text)

async function parse(content: string | Uint8Array, name = 'table.csv') {
  const table = await csvFormat.parse(sourceOf(typeof content === 'string' ? encode(content) : content, name))
  if (table.kind !== 'table') throw new Error(`got ${table.kind}`)
  const columns = Object.fromEntries(
    table.columns.map(({ name, values }) => [name, Array.from<unknown>(values)]),
  )
  return { ...table, columns, types: table.columns.map(({ type }) => type) }
}

async function catchError(content: string | Uint8Array): Promise<FormatError> {
  const outcome = await parse(content).catch((error: unknown) => error)
  if (outcome instanceof FormatError) return outcome
  throw new Error(`no FormatError: ${JSON.stringify(outcome)}`)
}

const iris = `sepal length,sepal width,species
5.1,3.5,setosa
7.0,3.2,versicolor
6.3,3.3,virginica
`

describe('tables as text', () => {
  it('finds header, types and columns', async () => {
    expect(await parse(iris)).toMatchObject({
      kind: 'table',
      rows: 3,
      delimiter: ',',
      header: true,
      decimalComma: false,
      types: ['number', 'number', 'text'],
      columns: {
        'sepal length': [5.1, 7, 6.3],
        'sepal width': [3.5, 3.2, 3.3],
        species: ['setosa', 'versicolor', 'virginica'],
      },
    })
  })

  it.each([
    ['tabs', '\t'],
    ['semicolons', ';'],
    ['bars', '|'],
  ])('finds %s', async (_name, delimiter) => {
    const table = await parse(iris.replaceAll(',', delimiter))
    expect(table).toMatchObject({ rows: 3, delimiter, types: ['number', 'number', 'text'] })
  })

  it('reads a byte order mark, CRLF, lone CR, blank lines and no last line end alike', async () => {
    const plain = await parse(iris)
    const utf16 = Uint8Array.from(`\ufeff${iris}`, (character) => character.charCodeAt(0)).reduce<number[]>(
      (bytes, byte, i) => bytes.concat(i === 0 ? [0xff, 0xfe] : [byte, 0]),
      [],
    )
    for (const variant of [
      `\ufeff${iris}`,
      iris.replaceAll('\n', '\r\n'),
      iris.replaceAll('\n', '\r'),
      iris.replaceAll('\n', '\n\n'),
      iris.trimEnd(),
      Uint8Array.from(utf16),
    ]) {
      expect(await parse(variant)).toEqual(plain)
    }
  })

  it('takes quoted cells whole: delimiters, line ends and doubled quotes inside', async () => {
    const table = await parse('name,"a ""b"", c",x\n"one, two" ,"line\r\nbreak",1\n"","z",2\n')
    expect(table.columns).toEqual({ name: ['one, two', ''], 'a "b", c': ['line\nbreak', 'z'], x: [1, 2] })
  })

  it('needs no header', async () => {
    const table = await parse('5.1,3.5,setosa\n7,3.2,versicolor\n')
    expect(table).toMatchObject({ header: false, rows: 2 })
    expect(table.columns).toEqual({
      'column 1': [5.1, 7],
      'column 2': [3.5, 3.2],
      'column 3': ['setosa', 'versicolor'],
    })
  })

  it('takes numbers for names where one name above numbers is a word', async () => {
    const table = await parse('label,0,1\n3,0,255\n7,12,0\n')
    expect(table.columns).toEqual({ 0: [0, 12], 1: [255, 0], label: [3, 7] })
  })

  it('names what has no name, and tells equal names apart', async () => {
    const table = await parse(',x,x,x (2)\n0,1,2,3\n1,4,5,6\n')
    expect(Object.keys(table.columns)).toEqual(['column 1', 'x', 'x (2)', 'x (2) (2)'])
  })

  it('reads numbers as they are written, and what is missing as NaN', async () => {
    const table = await parse('x,y\n-1.5e-3,+2\n.5,\n7.,NA\n 8 ,?\n1e5,nan\n')
    expect(table.columns).toEqual({
      x: [-1.5e-3, 0.5, 7, 8, 1e5],
      y: [2, Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    })
  })

  it('reads decimal commas between semicolons', async () => {
    const table = await parse('x;y;kind\n-1,5e-3;+2;a\n,5;;b\n7,;NA;a\n 8 ;3,25;1,5\n')
    expect(table).toMatchObject({
      delimiter: ';',
      header: true,
      decimalComma: true,
      types: ['number', 'number', 'text'],
    })
    expect(table.columns).toEqual({
      x: [-1.5e-3, 0.5, 7, 8],
      y: [2, Number.NaN, Number.NaN, 3.25],
      kind: ['a', 'b', 'a', '1,5'],
    })
    expect((await parse('1,5;a\n2,5;b\n')).columns).toEqual({
      'column 1': [1.5, 2.5],
      'column 2': ['a', 'b'],
    })
    expect((await parse('x;0\n1,5;2,5\n')).columns).toEqual({ 0: [2.5], x: [1.5] })
  })

  it('leaves commas in words and points without commas as they are', async () => {
    const table = await parse('x;list\n1.5;1,5\n2.5;one\n')
    expect(table.columns).toEqual({ x: [1.5, 2.5], list: ['1,5', 'one'] })
  })

  it('gives the same numbers for a German table as for the English one', async () => {
    const { next: random } = createRandom(7, 'data')
    const write = () => {
      const value = (random() - 0.5) * 10 ** Math.floor(random() * 30 - 15)
      return random() < 0.1 ? '' : random() < 0.2 ? value.toExponential() : String(value)
    }
    for (let round = 0; round < 100; round++) {
      const width = 1 + Math.floor(random() * 4)
      const rows = Array.from({ length: 2 + Math.floor(random() * 20) }, (_, row) => [
        ...Array.from({ length: width }, write),
        row % 2 ? 'one' : 'two',
      ])
      const header = [...Array.from({ length: width }, (_, i) => `x${i}`), 'kind']
      const lines = round % 2 ? [header, ...rows] : rows
      const english = lines.map((cells) => cells.join(',')).join('\n')
      const german = lines.map((cells) => cells.join(';').replaceAll('.', ',')).join('\n')
      expect((await parse(german)).columns).toEqual((await parse(english)).columns)
    }
  })

  it('keeps the words of a text column, also where they look like numbers or like nothing', async () => {
    const table = await parse('code,x\n007,1\nNA,2\n1.50,3\na,4\n')
    expect(table.columns.code).toEqual(['007', 'NA', '1.50', 'a'])
  })

  it('reads tables of more than one piece', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i},"word ${i % 3}",${i / 8}`)
    const table = await parse(`id,word,x\r\n${rows.join('\r\n')}`)
    expect(table.rows).toBe(30_000)
    expect(table.columns.id).toEqual(rows.map((_, i) => i))
    expect(table.columns.word?.[29_999]).toBe('word 2')
    expect(table.columns.x?.[12_345]).toBe(12_345 / 8)
  })

  it('knows itself by name, and leaves binary files alone', () => {
    const file = (name: string) => ({ name, size: 100 })
    expect(csvFormat.matches(encode(iris), file('Iris.CSV'))).toBe(true)
    expect(csvFormat.matches(encode(iris), file('iris.data'))).toBe(true)
    expect(csvFormat.matches(encode(iris), file('iris.npz'))).toBe(false)
    expect(csvFormat.matches(Uint8Array.of(80, 75, 3, 4), file('iris.csv'))).toBe(false)
  })

  it('leaves notes alone, and takes tables that are called texts', () => {
    const matches = (text: string, size = encode(text).length) =>
      csvFormat.matches(encode(text), { name: 'notes.txt', size })
    expect(matches('Trained on Monday\nwith the second recipe, as before\nand it diverged\n')).toBe(false)
    expect(matches('one line')).toBe(false)
    expect(matches('It said "stop, now"\nand stopped\n')).toBe(false)
    expect(matches('a\tb\n1\t2\n')).toBe(true)
    expect(matches('a,b\n1,"2\n')).toBe(true)
    expect(matches(`${'1,'.repeat(200)}`, 5000)).toBe(true)
  })

  it('says how far it is', async () => {
    const shares: number[] = []
    await csvFormat.parse(sourceOf(encode(iris), 'iris.csv'), (share) => shares.push(share))
    expect(shares).toEqual([0.5, 1])
  })
})

describe('malformed tables', () => {
  it.each([
    ['nothing', '\n', 'row 1', 'the table is empty'],
    ['one column', 'a\n1\n2\n', 'row 1', 'none of them makes two columns'],
    ['a short row', 'a,b,c\n1,2,3\n4,5\n', 'row 3', '2 cells, the first row has 3'],
    ['a long row', 'a,b\n1,2\n\n4,5,6\n', 'row 4, column 3', '3 cells, the first row has 2'],
    ['a quote that stays open', 'a,b\n1,2\n3,"4\n5,6\n', 'row 3', 'never closed'],
    ['a quote out of place', 'a,b\n1,2\n3,"4"5\n', 'row 3, column 2', 'write it twice'],
    ['decimal commas between tabs', 'a\tb\n1,5\t2\n1\t2\n', 'row 2, column 1 (a)', '1,5 has a comma'],
    ['a point beside commas', 'a;b\n1,5;2\n1;2.5\n', 'row 3, column 2 (b)', '2.5 has a point where other'],
    ['both marks in a number', 'a;b\n1,5;2\n1.234,5;2\n', 'row 3, column 1 (a)', 'separators of thousands'],
    ['many thousands', 'a;b\n1,234,567;2\n', 'row 2, column 1 (a)', '1,234,567 has a comma'],
    ['a comma number without bound', 'a;b\n1,5;2\n1,5e999;2\n', 'row 3, column 1 (a)', 'not a finite number'],
    ['thousands', 'a,b\n1,"1,234"\n2,3\n', 'row 2, column 2 (b)', '1,234 has a comma'],
    ['a number without bound', 'a,b\n1,2\n1,1e999\n', 'row 3, column 2 (b)', '1e999 is not a finite number'],
    ['an infinite number', 'a,b\n1,2\n-inf,1\n', 'row 3, column 1 (a)', '-inf is not a finite number'],
    ['too many columns', `${'1,'.repeat(1000)}1\n`, 'row 1', '1001 columns, at most 1000'],
    ['too many rows', `a,b\n${'1,2\n'.repeat(200_001)}`, 'row 200002', 'more than 200000 rows'],
    ['a row without end', `a,"${'b'.repeat(2 ** 21)}`, 'row 1', 'is a quote not closed?'],
    ['bytes that are no text', Uint8Array.of(97, 44, 0xff, 10), 'bytes 0 to 3', 'not UTF-8 text'],
    ['a NUL', 'a,b\n1,\0\n', 'bytes 0 to 7', 'no text file'],
  ])('refuses %s', async (_label, content, place, message) => {
    const error = await catchError(content)
    expect(error).toMatchObject({ format: 'csv', place })
    expect(error.message).toContain(message)
  })

  it('takes extra cells that are empty', async () => {
    expect((await parse('a,b\n1,2,\n3,4,,\n')).columns).toEqual({ a: [1, 3], b: [2, 4] })
  })

  // Half a second at rest; time that grows with the square of the length would be hours, and run into the guard.
  it('comes to an end with quotes and blanks by the million', { timeout: 60_000 }, async () => {
    const hostile = [
      `"${'a"'.repeat(400_000)}b${' '.repeat(800_000)},\n`,
      `"${',"x'.repeat(300_000)}${' '.repeat(600_000)}\n`,
      `${'" '.repeat(900_000)}\n`,
      `a,b\n${'"" , ""\n'.repeat(150_000)}`,
    ]
    for (const text of hostile) {
      await parse(text).catch((error: unknown) => {
        if (!(error instanceof FormatError)) throw error
      })
    }
  })

  it('ends every mutation in a table or a FormatError', async () => {
    const german = encode('x;y;kind\n1,5;-2,5e3;a\n,5;;b\n7,;1;a\n')
    const quoted = encode('\ufeffname;"x ""1"""\r\n"a;b";1.5\r\n"line\nbreak";2\r\n')
    const { parsed, refused } = await fuzzFormat((bytes) => csvFormat.parse(sourceOf(bytes, 'fuzz.csv')), {
      files: [encode(iris), german, quoted],
      seed: 1,
      cases: process.env.ISTHMUS_FUZZ_CASES,
    })
    expect(parsed).toBeGreaterThan(10)
    expect(refused).toBeGreaterThan(10)
  })
})
