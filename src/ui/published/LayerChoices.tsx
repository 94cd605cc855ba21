import { SegmentedControl, Select, Tooltip } from '@mantine/core'
import type { Choices } from '../../store/choices/choices.ts'
import { setChoices } from '../../store/choices/editing.ts'
import { layerName } from '../../store/published/publishedSelectors.ts'
import { viewPublished } from '../../store/published/showPublished.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { choiceTexts } from '../texts/choices.ts'
import { optionTexts } from '../texts/options.ts'
import { layerText, publishedTexts } from '../texts/published.ts'
import { type ShownResults, shownLayer } from './usePublished.ts'
import { allowsLog } from './usePublishedColor.ts'

/** Which file and which of its quantities are seen, and on what scale. */
export function LayerChoices({ shown }: { readonly shown: ShownResults }) {
  const study = useStudy()
  const scale = useStudyState(({ choices }) => choices.scale)
  const { published, plane, layers, name } = shown
  const layer = shownLayer(shown)
  const isLinear = layer !== undefined && !allowsLog(layer)
  return (
    <>
      {published.planes.length > 1 && (
        <Select
          w={190}
          data={published.planes.map((one) => one.name)}
          value={plane?.name ?? null}
          onChange={(file) => file !== null && viewPublished(study, { shown: file })}
          aria-label={publishedTexts.file}
        />
      )}
      <Select
        w={158}
        data={layers.map((one) => ({ value: layerName(one), label: layerText(one) }))}
        value={name ?? null}
        disabled={layers.length === 0}
        onChange={(chosen) => chosen !== null && viewPublished(study, { layer: chosen })}
        aria-label={publishedTexts.quantity}
      />
      <Tooltip label={isLinear ? publishedTexts.noLog : choiceTexts.scale.help}>
        <SegmentedControl
          data={[
            { value: 'log', label: optionTexts.scale.log, disabled: isLinear },
            { value: 'linear', label: optionTexts.scale.linear },
          ]}
          value={isLinear ? 'linear' : scale}
          onChange={(value) => setChoices(study, { scale: value as Choices['scale'] })}
          aria-label={publishedTexts.scale}
        />
      </Tooltip>
    </>
  )
}
