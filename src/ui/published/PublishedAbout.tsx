import type { PublishedLayer, PublishedResult } from '../../protocol/publishedResult.ts'
import { findLayer } from '../../store/published/publishedSelectors.ts'
import {
  formatLayer,
  holesText,
  layerText,
  limitsText,
  publishedTexts,
  sourceTexts,
} from '../texts/published.ts'
import { ComparisonNote } from './ComparisonNote.tsx'
import classes from './published.module.css'
import type { ShownResults } from './usePublished.ts'

/** What the opened files are, what is missing in them, and what cannot be done with them. */
export function PublishedAbout({ shown }: { readonly shown: ShownResults }) {
  const { published, plane, name } = shown
  const results = [...(plane ? [plane] : []), ...published.paths]
  return (
    <section className={classes.side} aria-label={publishedTexts.aboutPanel}>
      {results.map((result) => (
        <AboutFile key={result.name} result={result} name={name} />
      ))}
      <ComparisonNote />
      <p className={classes.caption}>{limitsText(published.comparison !== undefined)}</p>
    </section>
  )
}

function sizeText(result: PublishedResult): string {
  if (result.kind === 'path') return publishedTexts.points(result.ts.length)
  if (result.layers.length === 0) return publishedTexts.points(result.path.length)
  return publishedTexts.points(`${result.grid.x.count} × ${result.grid.y.count}`)
}

function AboutFile({
  result,
  name,
}: {
  readonly result: PublishedResult
  readonly name: string | undefined
}) {
  const layer = findLayer(result, name) ?? result.layers[0]
  return (
    <div className={classes.about}>
      <h3>{result.name}</h3>
      <dl>
        <dt>{publishedTexts.writtenBy}</dt>
        <dd>{sourceTexts[result.source]}</dd>
        <dt>{publishedTexts.size}</dt>
        <dd>{sizeText(result)}</dd>
        {layer && (
          <>
            <dt>{layerText(layer)}</dt>
            <dd>{rangeText(layer)}</dd>
          </>
        )}
      </dl>
      {layer && <Holes layer={layer} />}
    </div>
  )
}

function rangeText(layer: PublishedLayer): string {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of layer.values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return low > high ? publishedTexts.noValues : `${formatLayer(layer, low)} … ${formatLayer(layer, high)}`
}

function Holes({ layer: { values, known } }: { readonly layer: PublishedLayer }) {
  let [missing, notFinite] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    if (known?.[i] === 0) missing++
    else if (!Number.isFinite(values[i])) notFinite++
  }
  const text = holesText(missing, notFinite, values.length)
  return text === '' ? null : <p className={classes.caption}>{text}</p>
}
