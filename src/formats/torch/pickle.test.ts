import { describe, expect, it } from 'vitest'
import { FormatError } from '../formatError.ts'
import { parsePickle } from './pickle.ts'
import { hasKind, type PickleValue } from './pickleValues.ts'

const parse = (bytes: Uint8Array) => parsePickle(bytes, { format: 'torch', known: new Set() })

/** Letters and escapes as bytes: '\x80' is one byte. */
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

/** Lists, tuples and sets as arrays, dicts as objects. */
function simplify(value: PickleValue): unknown {
  if (!hasKind(value)) return value
  if (value.kind === 'dict')
    return Object.fromEntries([...value.entries].map(([key, item]) => [key, simplify(item)]))
  if (value.kind === 'object')
    return { name: value.name, args: value.args.map(simplify), state: simplify(value.state ?? null) }
  return 'items' in value ? value.items.map(simplify) : value
}

/**
 * pickle.dumps of CPython 3, one text a protocol: numbers, texts, bytes, tuples, a set and an OrderedDict. Protocols 0 to 2
 * write bytes as a call of `_codecs.encode`.
 */
const samples: readonly string[] = [
  'KGRwMApWbgpwMQoobHAyCkkxCmFJLTEKYUkyNTUKYUk2NTUzNQphSS0yMTQ3NDgzNjQ4CmFMMTA5OTUxMTYyNzc3NkwKYUwxMjA4OTI1ODE5NjE0NjI5MTc0NzA2MTc2TAphTC0xMjA4OTI1ODE5NjE0NjI5MTc0NzA2MTc2TAphRjEuNQphSTAxCmFJMDAKYU5hc1Z0CnAzCihscDQKVulcdTAwMGFcdTRlMmRcVTAwMDFmNjAwCnA1CmFWYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhCnA2CmFWCnA3CmFzVmIKcDgKY19jb2RlY3MKZW5jb2RlCnA5CihWXHUwMDAw/wpwMTAKVmxhdGluMQpwMTEKdHAxMgpScDEzCnNWdQpwMTQKKGxwMTUKKHRhKEkxCnRwMTYKYShJMQpJMgp0cDE3CmEoSTEKSTIKSTMKdHAxOAphKEkxCkkyCkkzCkk0CnRwMTkKYXNWcwpwMjAKY19fYnVpbHRpbl9fCnNldApwMjEKKChscDIyClZ4CnAyMwphdHAyNApScDI1CnNWbwpwMjYKY2NvbGxlY3Rpb25zCk9yZGVyZWREaWN0CnAyNwoodFJwMjgKVmsKcDI5CkkxCnNzLg==',
  'fXEAKFgBAAAAbnEBXXECKEsBSv////9L/03//0oAAACATDEwOTk1MTE2Mjc3NzZMCkwxMjA4OTI1ODE5NjE0NjI5MTc0NzA2MTc2TApMLTEyMDg5MjU4MTk2MTQ2MjkxNzQ3MDYxNzZMCkc/+AAAAAAAAEkwMQpJMDAKTmVYAQAAAHRxA11xBChYCgAAAMOpCuS4rfCfmIBxBVgsAQAAYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhcQZYAAAAAHEHZVgBAAAAYnEIY19jb2RlY3MKZW5jb2RlCnEJKFgDAAAAAMO/cQpYBgAAAGxhdGluMXELdHEMUnENWAEAAAB1cQ5dcQ8oKShLAXRxEChLAUsCdHERKEsBSwJLA3RxEihLAUsCSwNLBHRxE2VYAQAAAHNxFGNfX2J1aWx0aW5fXwpzZXQKcRUoXXEWWAEAAAB4cRdhdHEYUnEZWAEAAABvcRpjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcRspUnEcWAEAAABrcR1LAXN1Lg==',
  'gAJ9cQAoWAEAAABucQFdcQIoSwFK/////0v/Tf//SgAAAICKBgAAAAAAAYoLAAAAAAAAAAAAAAGKCwAAAAAAAAAAAAD/Rz/4AAAAAAAAiIlOZVgBAAAAdHEDXXEEKFgKAAAAw6kK5Lit8J+YgHEFWCwBAABhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFxBlgAAAAAcQdlWAEAAABicQhjX2NvZGVjcwplbmNvZGUKcQlYAwAAAADDv3EKWAYAAABsYXRpbjFxC4ZxDFJxDVgBAAAAdXEOXXEPKClLAYVxEEsBSwKGcRFLAUsCSwOHcRIoSwFLAksDSwR0cRNlWAEAAABzcRRjX19idWlsdGluX18Kc2V0CnEVXXEWWAEAAAB4cRdhhXEYUnEZWAEAAABvcRpjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcRspUnEcWAEAAABrcR1LAXN1Lg==',
  'gAN9cQAoWAEAAABucQFdcQIoSwFK/////0v/Tf//SgAAAICKBgAAAAAAAYoLAAAAAAAAAAAAAAGKCwAAAAAAAAAAAAD/Rz/4AAAAAAAAiIlOZVgBAAAAdHEDXXEEKFgKAAAAw6kK5Lit8J+YgHEFWCwBAABhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFxBlgAAAAAcQdlWAEAAABicQhDAgD/cQlYAQAAAHVxCl1xCygpSwGFcQxLAUsChnENSwFLAksDh3EOKEsBSwJLA0sEdHEPZVgBAAAAc3EQY2J1aWx0aW5zCnNldApxEV1xElgBAAAAeHETYYVxFFJxFVgBAAAAb3EWY2NvbGxlY3Rpb25zCk9yZGVyZWREaWN0CnEXKVJxGFgBAAAAa3EZSwFzdS4=',
  'gASV/QEAAAAAAAB9lCiMAW6UXZQoSwFK/////0v/Tf//SgAAAICKBgAAAAAAAYoLAAAAAAAAAAAAAAGKCwAAAAAAAAAAAAD/Rz/4AAAAAAAAiIlOZYwBdJRdlCiMCsOpCuS4rfCfmICUWCwBAABhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWGUjACUZYwBYpRDAgD/lIwBdZRdlCgpSwGFlEsBSwKGlEsBSwJLA4eUKEsBSwJLA0sEdJRljAFzlI+UKIwBeJSQjAFvlIwLY29sbGVjdGlvbnOUjAtPcmRlcmVkRGljdJSTlClSlIwBa5RLAXN1Lg==',
  'gAWV/QEAAAAAAAB9lCiMAW6UXZQoSwFK/////0v/Tf//SgAAAICKBgAAAAAAAYoLAAAAAAAAAAAAAAGKCwAAAAAAAAAAAAD/Rz/4AAAAAAAAiIlOZYwBdJRdlCiMCsOpCuS4rfCfmICUWCwBAABhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWGUjACUZYwBYpRDAgD/lIwBdZRdlCgpSwGFlEsBSwKGlEsBSwJLA4eUKEsBSwJLA0sEdJRljAFzlI+UKIwBeJSQjAFvlIwLY29sbGVjdGlvbnOUjAtPcmRlcmVkRGljdJSTlClSlIwBa5RLAXN1Lg==',
]

const wanted = {
  n: [1, -1, 255, 65535, -(2 ** 31), 2 ** 40, 2n ** 80n, -(2n ** 80n), 1.5, true, false, null],
  t: ['é\n中😀', 'a'.repeat(300), ''],
  u: [[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]],
  s: ['x'],
  o: { k: 1 },
}

describe('pickles', () => {
  it.each([0, 1, 2, 3, 4, 5])('of protocol %i', (protocol) => {
    const bytes = new Uint8Array(Buffer.from(samples[protocol] ?? '', 'base64'))
    const { value, end } = parse(bytes)
    expect(end).toBe(bytes.length)
    expect(simplify(value)).toMatchObject(wanted)
    const b = protocol > 2 ? Uint8Array.of(0, 255) : { name: '_codecs.encode', args: ['\x00ÿ', 'latin1'] }
    expect(simplify(value)).toMatchObject({ b })
  })

  it('of Python 2, with its strings and instances', () => {
    const { value, unknownNames } = parse(bytesOf("(S'it\\'s \\x41'\nU\x02hi(iold\nClass\nt."))
    expect(simplify(value)).toEqual(["it's A", 'hi', { name: 'old.Class', args: [], state: null }])
    expect(unknownNames).toEqual(['old.Class'])
  })

  it('describe a call instead of making it', () => {
    const { value, unknownNames } = parse(bytesOf("cos\nsystem\n(S'echo no'\ntR."))
    expect(simplify(value)).toEqual({ name: 'os.system', args: ['echo no'], state: null })
    expect(unknownNames).toEqual(['os.system'])
  })

  it('keep what classes were given, of any class', () => {
    const bytes = bytesOf('\x80\x04\x8c\x01m\x8c\x01C\x93)}\x92}\x8c\x01a' + 'K\x01sb.')
    expect(simplify(parse(bytes).value)).toEqual({ name: 'm.C', args: [], state: { a: 1 } })
  })

  it('note persistent ids', () => {
    expect(parse(bytesOf('(X\x01\x00\x00\x00aK\x07tQ.')).persistentIds.map(simplify)).toEqual([['a', 7]])
  })

  it('may hold themselves', () => {
    const { value } = parse(bytesOf(']q\x00h\x00a.'))
    if (!hasKind(value) || value.kind !== 'list') throw new Error('no list')
    expect(value.items).toEqual([value])
  })
})

describe('hostile pickles', () => {
  it.each([
    ['nothing', '', 'cut off'],
    ['an unknown opcode', '\x80\x02\xff.', 'opcode 0xff'],
    ['a registered extension', '\x82\x01.', 'opcode 0x82'],
    ['a newer protocol', '\x80\x06N.', 'protocol 6'],
    ['an empty stack', '.', 'stack is empty'],
    ['a mark that never opened', 't.', 'no mark'],
    ['a memo that was never filled', 'h\x05.', 'nothing is remembered under 5'],
    ['a string longer than the file', 'X\xff\xff\xff\x00ab.', 'cut off'],
    ['a string without end of 4 GiB', '\x8d\x00\x00\x00\x00\x01\x00\x00\x00a', 'too long'],
    ['a line without end', 'cmodule', 'does not end'],
    ['a number that is none', 'I12x\n.', 'not a whole number'],
    ['a number of 2 GiB', '\x8b\xff\xff\xff\x7f.', 'too long'],
    ['items for a tuple', ')Na.', 'items without a list'],
    ['entries for a list', ']NNs.', 'entries without a dict'],
    ['an entry without a value', '}(Nu.', 'an entry without a value'],
    ['a call of a number', 'K\x01)R.', 'what has no name'],
    ['a call with a list', 'cos\nx\nNR.', 'no tuple'],
    ['a name of thousands of letters', `c${'m'.repeat(5000)}\nx\n.`, 'too long'],
  ])('with %s are refused', (_, text, message) => {
    const bytes = bytesOf(text)
    expect(() => parse(bytes)).toThrow(FormatError)
    expect(() => parse(bytes)).toThrow(message)
  })

  it.each([
    ['dicts', '', '}'],
    ['marks', '', '('],
    ['names', '', 'c\n\n'],
    ['long integers', '', `\x8a\xff${'\x07'.repeat(255)}`],
    ['copies of one list', `cbuiltins\nset\nq\x000](${'N'.repeat(5000)}e\x85q\x010`, 'h\x00h\x01R'],
  ])('of nothing but %s are refused soon', (_, before, pattern) => {
    const bytes = bytesOf(before + pattern.repeat(2 ** 21 / pattern.length))
    expect(() => parse(bytes)).toThrow(/too many values|cut off/)
  })
})
