const headerBytes = 16
const longestText = 65_536

/**
 * The text of variable length of an HDF5 file that holds just one (as the `dir_file` of a loss surface), found in the global
 * heap without the library: HDF5 2.0 takes whatever memory a reference to a text asks for, and never ends on a heap with an
 * object of no length. Undefined where there are several, or the heap is damaged.
 */
export function findOnlyText(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!hasLongLengths(view)) return undefined
  const texts: string[] = []
  // GCOL opens every collection of the heap.
  for (
    let at = bytes.indexOf(0x47);
    at >= 0 && at + headerBytes <= bytes.length;
    at = bytes.indexOf(0x47, at + 1)
  ) {
    if (view.getUint32(at) !== 0x47434f4c) continue
    if (!collectTexts(view, at, texts) || texts.length > 1) return undefined
  }
  return texts[0]
}

/** Reads the sizes of offsets and lengths from the superblock, which versions 2 and 3 shortened. */
function hasLongLengths(view: DataView): boolean {
  if (view.byteLength < headerBytes) return false
  const place = view.getUint8(8) < 2 ? 13 : 9
  return view.getUint8(place) === 8 && view.getUint8(place + 1) === 8
}

/** Objects are an index, a count, four spare bytes and a length each, then their bytes up to a multiple of eight; index 0 is free space. */
function collectTexts(view: DataView, collection: number, texts: string[]): boolean {
  const end = collection + Number(view.getBigUint64(collection + 8, true))
  if (end > view.byteLength) return false
  let at = collection + headerBytes
  while (at + headerBytes <= end && texts.length < 2) {
    const length = Number(view.getBigUint64(at + 8, true))
    const free = view.getUint16(at, true) === 0
    const taken = free ? length : headerBytes + Math.ceil(length / 8) * 8
    if (taken < headerBytes || at + taken > end) return false
    if (!free && length > longestText) return false
    if (!free)
      texts.push(
        new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + headerBytes, length)),
      )
    at += taken
  }
  return true
}
