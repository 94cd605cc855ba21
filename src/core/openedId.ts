/** What a link says of an opened file: what it is called and what it holds, `name!hash`. */
export interface OpenedFile {
  readonly name: string
  /** Sixteen hex digits over the numbers that were taken from it. */
  readonly hash: string
}

/** What a link says of opened data, `name!hash!shape!classes`: enough to plan a network before the file is there again. */
export interface OpenedDataFacts extends OpenedFile {
  readonly inputShape: readonly number[]
  readonly classCount: number
}

const longestName = 80
const filePattern = /^([^!]{1,80})!([0-9a-f]{16})$/
const dataPattern = /^([^!]{1,80})!([0-9a-f]{16})!(\d{1,7}(?:x\d{1,5}){0,2})!(\d{1,3})$/

/** Names a file's numbers. */
export function formatOpenedFile({ name, hash }: OpenedFile): string {
  // The end of a name tells more than its start, and holds the type.
  return `${name.replaceAll('!', '_').slice(-longestName) || 'unnamed'}!${hash}`
}

/** Names the data made of a file or of several. */
export function formatOpenedData({ inputShape, classCount, ...file }: OpenedDataFacts): string {
  return `${formatOpenedFile(file)}!${inputShape.join('x')}!${classCount}`
}

/** Reads what `formatOpenedFile` wrote; undefined for anything else. */
export function parseOpenedFile(text: string): OpenedFile | undefined {
  const [, name, hash] = filePattern.exec(text) ?? []
  return name !== undefined && hash !== undefined ? { name, hash } : undefined
}

/** Reads what `formatOpenedData` wrote; undefined for anything else. */
export function parseOpenedData(text: string): OpenedDataFacts | undefined {
  const [, name, hash, shape, classes] = dataPattern.exec(text) ?? []
  if (name === undefined || hash === undefined || shape === undefined) return undefined
  const inputShape = shape.split('x').map(Number)
  const fits = inputShape.length !== 2 && inputShape.every((side) => side > 0)
  return fits && Number(classes) >= 2 ? { name, hash, inputShape, classCount: Number(classes) } : undefined
}
