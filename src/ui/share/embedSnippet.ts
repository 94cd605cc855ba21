/** How a study is framed by another page. */
export interface EmbedLook {
  readonly width: number
  readonly height: number
  readonly theme: 'system' | 'light' | 'dark'
}

/** The address of the study inside another page. */
export function embedAddress(page: string, link: string, theme: EmbedLook['theme']): string {
  return `${page}?embed${theme === 'system' ? '' : `&theme=${theme}`}${link && `#${link}`}`
}

/** The code of a frame around an address. */
export function embedSnippet(address: string, title: string, { width, height }: EmbedLook): string {
  return `<iframe
  src="${escapeAttribute(address)}"
  title="${escapeAttribute(title)}"
  width="${width}" height="${height}" loading="lazy" style="border: 0; max-width: 100%"
></iframe>`
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
