import { useMemo } from 'react'
import type { PublishedLayer } from '../../protocol/publishedResult.ts'
import { findLayer, layerName } from '../../store/published/publishedSelectors.ts'
import panelClasses from '../pictures/planePanel.module.css'
import { useStudyState } from '../StudyContext.ts'
import { isShare, pathAxisText, publishedTexts, quirkText } from '../texts/published.ts'
import { LayerChoices } from './LayerChoices.tsx'
import { PublishedHonesty } from './PublishedHonesty.tsx'
import { PublishedPathChart } from './PublishedPathChart.tsx'
import { PublishedPathTable } from './PublishedPathTable.tsx'
import classes from './published.module.css'
import { groupPaths, type PathGroup, publishedLines } from './publishedLines.ts'
import { type ShownResults, shownLayer } from './usePublished.ts'
import { allowsLog } from './usePublishedColor.ts'

interface PublishedPathsProps {
  readonly shown: ShownResults
  /** Whether it stands in the middle of the page, where there is room, with the choices above it. */
  readonly isHero: boolean
}

/** Profiles that other programs wrote, one chart for each kind of axis, with their statistics. */
export function PublishedPaths({ shown, isHero }: PublishedPathsProps) {
  const { published } = shown
  const groups = useMemo(() => groupPaths(published.paths), [published.paths])
  const layer = shownLayer(shown)
  if (!layer) return null
  return (
    <section className={isHero ? panelClasses.panel : classes.side} aria-label={publishedTexts.pathPanel}>
      {isHero && (
        <div className={panelClasses.toolbar}>
          <LayerChoices shown={shown} />
        </div>
      )}
      {groups.map((group) => (
        <GroupCharts key={group.source} group={group} shown={shown} layer={layer} isHero={isHero} />
      ))}
    </section>
  )
}

interface GroupChartsProps extends PublishedPathsProps {
  readonly group: PathGroup
  readonly layer: PublishedLayer
}

/** The layer to go with it below: the accuracy beside a loss, the loss beside a share. */
function secondLayer({ paths }: PathGroup, layer: PublishedLayer): PublishedLayer | undefined {
  const all = { layers: paths.flatMap((path) => path.layers) }
  const wanted = isShare(layer) ? `${layer.split} nll` : 'test accuracy'
  return findLayer(all, wanted) ?? findLayer(all, 'train accuracy')
}

function GroupCharts({ group, shown, layer: wanted, isHero }: GroupChartsProps) {
  const scale = useStudyState(({ choices }) => choices.scale)
  const { comparison } = shown.published
  const all = group.paths.flatMap((path) => path.layers)
  const first = all.find((one) => layerName(one) === layerName(wanted)) ?? all[0]
  const second = first && secondLayer(group, first)
  const lines = useMemo(
    () => (first ? publishedLines(group, first, comparison) : []),
    [group, first, comparison],
  )
  const below = useMemo(
    () => (second ? publishedLines(group, second, comparison) : []),
    [group, second, comparison],
  )
  if (!first) return null
  const shared = { domain: group.domain, axis: pathAxisText(group.source) }
  return (
    <div className={isHero ? `${classes.group} ${classes.hero}` : classes.group}>
      <PublishedPathChart
        {...shared}
        layer={first}
        series={lines}
        scale={allowsLog(first) ? scale : 'linear'}
        height={isHero ? 300 : 168}
      />
      {second && (
        <PublishedPathChart
          {...shared}
          layer={second}
          series={below}
          scale={allowsLog(second) ? scale : 'linear'}
          height={isHero ? 190 : 118}
        />
      )}
      <PublishedPathTable group={group} layer={first} />
      <div className={classes.foot}>
        <p className={classes.caption}>{quirkText(group, first)}</p>
        {group.paths.map((path) => {
          const own = path.layers.find((one) => layerName(one) === layerName(first))
          return own && <PublishedHonesty key={path.name} result={path} layer={own} />
        })}
      </div>
    </div>
  )
}
