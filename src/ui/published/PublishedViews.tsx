import { PublishedAbout } from './PublishedAbout.tsx'
import { PublishedPaths } from './PublishedPaths.tsx'
import { PublishedPlanePanel } from './PublishedPlanePanel.tsx'
import { usePublished } from './usePublished.ts'

/** The opened plane in the middle of the page, or the opened paths where there is no plane. */
export function PublishedCentre() {
  const shown = usePublished()
  if (!shown) return null
  const { plane } = shown
  return plane ? (
    <PublishedPlanePanel key={plane.name} shown={shown} plane={plane} />
  ) : (
    <PublishedPaths shown={shown} isHero />
  )
}

/** Beside it the opened paths, where a plane is in the middle, and what the files are. */
export function PublishedSide() {
  const shown = usePublished()
  if (!shown) return null
  return (
    <>
      {shown.plane && shown.published.paths.length > 0 && <PublishedPaths shown={shown} isHero={false} />}
      <PublishedAbout shown={shown} />
    </>
  )
}
