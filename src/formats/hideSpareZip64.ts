import type { FileSource } from './format.ts'

const endBytes = 22
const spareBytes = 76

/**
 * The file without the zip64 records in front of its end record, where they only repeat what that says. PyTorch always
 * writes them. zip.js overlooks spare ones and then expects the directory 76 bytes later; where an entry happens to begin
 * there, as behind a first name of 30 letters, it reads the directory from the second entry on.
 */
export async function hideSpareZip64(file: FileSource): Promise<FileSource> {
  const size = file.size - spareBytes
  const cut = size - endBytes
  if (cut < 0) return file
  const tail = await file.slice(cut, file.size)
  if (!isSpare(new DataView(tail.buffer, tail.byteOffset, tail.byteLength), cut)) return file
  const slice = async (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> => {
    if (end <= cut) return await file.slice(start, end)
    const bytes = new Uint8Array(end - start)
    if (start < cut) bytes.set(await file.slice(start, cut))
    const from = Math.max(start, cut)
    bytes.set(tail.subarray(spareBytes + from - cut, spareBytes + end - cut), from - start)
    return bytes
  }
  return { name: file.name, size, slice }
}

/** Whether the records lie as zip64 record, its locator, end record without comment, and the directory ends before them. */
function isSpare(tail: DataView, cut: number): boolean {
  const end = (offset: number) => tail.getUint32(spareBytes + offset, true)
  const signed =
    tail.getUint32(0, true) === 0x06064b50 && tail.getUint32(56, true) === 0x07064b50 && end(0) === 0x06054b50
  const [directoryBytes, directoryStart] = [end(12), end(16)]
  const needed = directoryBytes === 0xffffffff || directoryStart === 0xffffffff || end(8) >>> 16 === 0xffff
  return signed && !needed && directoryStart + directoryBytes === cut
}
