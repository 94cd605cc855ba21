import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { initialChoices } from '../../store/choices/choices.ts'
import { noResults } from '../../store/results.ts'
import { describePng } from './describePng.ts'
import { embedAddress, embedSnippet } from './embedSnippet.ts'
import { isOwnComputer, pageAddress, readShareFacts } from './shareFacts.ts'
import { wrapWords } from './wrapWords.ts'

/** A PNG of one white pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAGf5N0QAAAABJRU5ErkJggg==',
  'base64',
)

/** Types and contents of the chunks of a PNG, each with its checksum as it should be. */
function readChunks(png: Buffer) {
  const chunks: { type: string; content: Buffer; isWhole: boolean }[] = []
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at)
    const typed = png.subarray(at + 4, end)
    chunks.push({
      type: typed.toString('latin1', 0, 4),
      content: typed.subarray(4),
      isWhole: crc32(typed) === png.readUInt32BE(end),
    })
    at = end + 4
  }
  return chunks
}

describe('a shared picture', () => {
  it('carries its texts after the header, in UTF-8, with right checksums', async () => {
    const texts = { Description: 'w₁ → w₂', Source: 'https://example.org/#seed1=7' }
    const described = await describePng(new Blob([pixel]), texts)
    const chunks = readChunks(Buffer.from(await described.arrayBuffer()))
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'iTXt', 'iTXt', 'IDAT', 'IEND'])
    expect(chunks.slice(1, 3).every(({ isWhole }) => isWhole)).toBe(true)
    expect(chunks[1]?.content.toString()).toBe('Description\0\0\0\0\0w₁ → w₂')
  })

  it('breaks its caption between words', () => {
    expect(wrapWords('one two three four', 9)).toEqual(['one two', 'three', 'four'])
    expect(wrapWords('unbreakable words', 5)).toEqual(['unbreakable', 'words'])
  })
})

describe('a shared link', () => {
  it('tells which files it cannot carry', () => {
    const choices = { ...initialChoices, opened1: 'a.pt!12', opened2: 'a.pt!12', seed1: 4 }
    const facts = readShareFacts({ choices, results: noResults })
    expect(facts).toMatchObject({ files: ['a.pt'], hasNumbers: false, hasPublished: false })
    expect(facts.link).toContain('seed1=4')
  })

  it('stands after the address of the page', () => {
    expect(pageAddress(new URL('https://example.org/lab/?embed#seed1=3'))).toBe('https://example.org/lab/')
    expect(isOwnComputer(new URL('http://localhost:4173/'))).toBe(true)
    expect(isOwnComputer(new URL('http://127.0.0.1/'))).toBe(true)
    expect(isOwnComputer(new URL('https://localhost.example.org/'))).toBe(false)
  })
})

it('frames a study so that nothing of it ends the attribute that it stands in', () => {
  const address = embedAddress('https://example.org/', 'data=circles&seed2=4', 'dark')
  expect(address).toBe('https://example.org/?embed&theme=dark#data=circles&seed2=4')
  const code = embedSnippet(address, 'My "best" <study>', { width: 680, height: 400, theme: 'dark' })
  expect(code).toContain('src="https://example.org/?embed&amp;theme=dark#data=circles&amp;seed2=4"')
  expect(code).toContain('title="My &quot;best&quot; &lt;study>"')
  expect(code).toContain('width="680" height="400"')
})
