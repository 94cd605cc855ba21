const longest = 60

/** Name under which a file is saved: the study's name before it, in letters that every file system takes. */
export function downloadName(studyName: string, name: string): string {
  // Its name is what Python imports.
  if (name.endsWith('.py')) return name
  const words = studyName
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, longest)
    .replaceAll(/^-+|-+$/g, '')
  return words === '' ? name : `${words}-${name}`
}
