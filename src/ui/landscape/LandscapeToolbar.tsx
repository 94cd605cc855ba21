import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core'
import { IconColumns2, IconMinus, IconPlus, IconZoomReset } from '@tabler/icons-react'
import type { Choices } from '../../store/choices/choices.ts'
import { setChoices } from '../../store/choices/editing.ts'
import { openComparison } from '../../store/comparing/openComparison.ts'
import { PanelExport } from '../exporting/PanelExport.tsx'
import { landscapeExports } from '../exporting/panelExports.ts'
import { HonestyButton } from '../honesty/HonestyButton.tsx'
import classes from '../pictures/planePanel.module.css'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { choiceTexts } from '../texts/choices.ts'
import { compareButtonTexts } from '../texts/compareButton.ts'
import { overPlaneTexts, surfaceTexts } from '../texts/experiments/overPlane.ts'
import { optionTexts } from '../texts/options.ts'
import { toolTexts } from '../texts/plane.ts'
import { LandscapeData } from './LandscapeData.tsx'
import { showWindow, zoomWindow } from './windows.ts'

const quantities = (['train', 'test'] as const).flatMap((split) =>
  (Object.keys(optionTexts.quantity) as Choices['quantity'][]).map((quantity) => ({
    value: `${split} ${quantity}`,
    label: `${optionTexts.split[split]} ${optionTexts.quantity[quantity]}`,
  })),
)

const shownValues = [
  ...quantities,
  {
    group: overPlaneTexts.group,
    items: Object.entries(surfaceTexts).map(([name, label]) => ({ value: `surface ${name}`, label })),
  },
]

/** What is shown and how: quantity, scale, 2-D or 3-D, zoom; and what can be had of it. */
export function LandscapeToolbar() {
  const study = useStudy()
  const { split, quantity, surface, scale, window, view } = useStudyState(({ choices }) => choices)
  const shown = useStudyState(({ results }) => results.landscape !== undefined)
  const chooseQuantity = (value: string | null) => {
    const [first, second] = (value ?? '').split(' ')
    const next =
      first === 'surface' ? { surface: second } : { surface: 'none', split: first, quantity: second }
    setChoices(study, next as Partial<Choices>)
  }
  const shares = surface !== 'none' || quantity === 'error' || quantity === 'accuracy'
  return (
    <div className={classes.toolbar}>
      <Select
        w={surface === 'none' ? 138 : 196}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        maxDropdownHeight={380}
        data={shownValues}
        value={surface === 'none' ? `${split} ${quantity}` : `surface ${surface}`}
        onChange={chooseQuantity}
        aria-label={toolTexts.quantity}
      />
      <Tooltip label={shares ? toolTexts.linearOnly : choiceTexts.scale.help}>
        <SegmentedControl
          data={[
            { value: 'log', label: optionTexts.scale.log, disabled: shares },
            { value: 'linear', label: optionTexts.scale.linear },
          ]}
          value={shares ? 'linear' : scale}
          onChange={(value) => setChoices(study, { scale: value as Choices['scale'] })}
          aria-label={toolTexts.scale}
        />
      </Tooltip>
      <Tooltip label={choiceTexts.view.help}>
        <SegmentedControl
          data={[
            { value: '2d', label: optionTexts.view['2d'] },
            { value: '3d', label: optionTexts.view['3d'] },
          ]}
          value={view}
          onChange={(value) => setChoices(study, { view: value as Choices['view'] })}
          aria-label={toolTexts.view}
        />
      </Tooltip>
      <ActionIcon.Group>
        <ActionIcon
          disabled={!shown}
          onClick={() => void zoomWindow(study, 1.6)}
          aria-label={toolTexts.zoomIn}
        >
          <IconPlus size={14} />
        </ActionIcon>
        <ActionIcon
          disabled={!shown}
          onClick={() => void zoomWindow(study, 1 / 1.6)}
          aria-label={toolTexts.zoomOut}
        >
          <IconMinus size={14} />
        </ActionIcon>
        <ActionIcon
          disabled={window === null}
          onClick={() => void showWindow(study, null)}
          aria-label={toolTexts.usualWindow}
        >
          <IconZoomReset size={14} />
        </ActionIcon>
      </ActionIcon.Group>
      <ActionIcon.Group>
        <Tooltip label={compareButtonTexts.help}>
          <ActionIcon onClick={() => openComparison(study)} aria-label={compareButtonTexts.compare}>
            <IconColumns2 size={14} />
          </ActionIcon>
        </Tooltip>
        <LandscapeData />
        <PanelExport {...landscapeExports} />
        <HonestyButton picture="landscape" />
      </ActionIcon.Group>
    </div>
  )
}
