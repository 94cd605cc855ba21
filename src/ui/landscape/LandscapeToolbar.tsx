import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core'
import { IconMinus, IconPlus, IconZoomReset } from '@tabler/icons-react'
import type { Choices } from '../../store/choices.ts'
import { setChoices } from '../../store/editing.ts'
import { PanelExport } from '../exporting/PanelExport.tsx'
import { landscapeExports } from '../exporting/panelExports.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { choiceTexts } from '../texts/choices.ts'
import { optionTexts } from '../texts/options.ts'
import classes from './landscape.module.css'
import { showWindow, zoomWindow } from './windows.ts'

const quantities = (['train', 'test'] as const).flatMap((split) =>
  (Object.keys(optionTexts.quantity) as Choices['quantity'][]).map((quantity) => ({
    value: `${split} ${quantity}`,
    label: `${optionTexts.split[split]} ${optionTexts.quantity[quantity]}`,
  })),
)

/** What is shown and how: quantity, scale, zoom; the figures under the cursor at its end. */
export function LandscapeToolbar({ readout }: { readonly readout: string }) {
  const study = useStudy()
  const { split, quantity, scale, window } = useStudyState(({ choices }) => choices)
  const shown = useStudyState(({ results }) => results.landscape !== undefined)
  const chooseQuantity = (value: string | null) => {
    const [nextSplit, nextQuantity] = (value ?? '').split(' ')
    setChoices(study, { split: nextSplit, quantity: nextQuantity } as Partial<Choices>)
  }
  const shares = quantity === 'error' || quantity === 'accuracy'
  return (
    <div className={classes.toolbar}>
      <Select
        w={138}
        data={quantities}
        value={`${split} ${quantity}`}
        onChange={chooseQuantity}
        aria-label="quantity that is shown"
      />
      <Tooltip
        label={
          shares ? 'Shares reach 0, where a logarithm ends: they are shown linearly.' : choiceTexts.scale.help
        }
      >
        <SegmentedControl
          data={[
            { value: 'log', label: 'Log', disabled: shares },
            { value: 'linear', label: 'Linear' },
          ]}
          value={shares ? 'linear' : scale}
          onChange={(value) => setChoices(study, { scale: value as Choices['scale'] })}
          aria-label="scale of colours and of the loss axis"
        />
      </Tooltip>
      <ActionIcon.Group>
        <ActionIcon disabled={!shown} onClick={() => void zoomWindow(study, 1.6)} aria-label="zoom in">
          <IconPlus size={14} />
        </ActionIcon>
        <ActionIcon disabled={!shown} onClick={() => void zoomWindow(study, 1 / 1.6)} aria-label="zoom out">
          <IconMinus size={14} />
        </ActionIcon>
        <ActionIcon
          disabled={window === null}
          onClick={() => void showWindow(study, null)}
          aria-label="usual window"
        >
          <IconZoomReset size={14} />
        </ActionIcon>
      </ActionIcon.Group>
      <PanelExport {...landscapeExports} />
      <output className={classes.readout}>{readout}</output>
    </div>
  )
}
