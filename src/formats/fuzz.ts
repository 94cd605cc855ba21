import type { Random } from '../core/random.ts'

const lengthValues = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff]

/** Damages a copy of a file in one to four places: flipped bytes, runs cut out, put in or doubled, lengths overwritten, the end cut off. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let damaged = new Uint8Array(bytes)
  for (let edits = random.integer(4); edits >= 0; edits--) damaged = editOnce(damaged, random)
  return damaged
}

/** Up to 511 bytes at random. */
export function scatter(random: Random): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(random.integer(512))
  for (let at = 0; at < bytes.length; at++) bytes[at] = random.integer(256)
  return bytes
}

function editOnce(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  const at = random.integer(bytes.length + 1)
  const run = 1 + random.integer(16)
  switch (random.integer(8)) {
    case 0:
      return bytes.slice(0, at)
    case 1:
      return join(bytes.subarray(0, at), bytes.subarray(at + run))
    case 2:
      return join(bytes.subarray(0, at), scatter(random).subarray(0, run), bytes.subarray(at))
    case 3:
      return join(bytes.subarray(0, at + run), bytes.subarray(at))
    case 4:
    case 5:
      return overwriteLength(bytes, at, random)
    default:
      if (at < bytes.length)
        bytes[at] =
          random.integer(2) === 0 ? random.integer(256) : (bytes[at] as number) ^ (1 << random.integer(8))
      return bytes
  }
}

/** Writes a telling value over 2, 4 or 8 bytes, or nudges what stands there, in either byte order. */
function overwriteLength(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const width = [2, 4, 8][random.integer(3)] as number
  if (at + width > bytes.length) return bytes
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const little = random.integer(4) > 0
  const telling = lengthValues[random.integer(lengthValues.length)] as number
  const nudge = random.integer(2) === 0 ? random.integer(9) - 4 : undefined
  if (width === 2)
    view.setUint16(at, nudge === undefined ? telling : view.getUint16(at, little) + nudge, little)
  else if (width === 4)
    view.setUint32(at, nudge === undefined ? telling : view.getUint32(at, little) + nudge, little)
  else view.setBigUint64(at, BigInt(telling) << BigInt(random.integer(33)), little)
  return bytes
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
