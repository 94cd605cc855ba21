import { useMemo } from 'react'
import classes from './studies.module.css'

/** The small picture of a kept study; a calm place where it has none. */
export function StudyPicture({ picture }: { readonly picture: Uint8Array<ArrayBuffer> | undefined }) {
  const url = useMemo(() => (picture && picture.length > 0 ? toDataUrl(picture) : undefined), [picture])
  return url ? <img className={classes.picture} src={url} alt="" /> : <span className={classes.picture} />
}

/** An address that holds the picture itself: there is nothing to release, whenever the list is drawn again. */
function toDataUrl(png: Uint8Array): string {
  return `data:image/png;base64,${btoa(Array.from(png, (byte) => String.fromCharCode(byte)).join(''))}`
}
