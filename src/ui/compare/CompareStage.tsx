import { ActionIcon, Button, Switch, Tooltip } from '@mantine/core'
import { IconArrowsExchange, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { setSameDistances, swapStudies } from '../../store/comparing/compareStudies.ts'
import { closeComparison } from '../../store/comparing/openComparison.ts'
import { OptionChoice } from '../controls/OptionChoice.tsx'
import { TimeSlider } from '../path/TimeSlider.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { compareTexts as texts } from '../texts/compare.ts'
import { ChooseOther } from './ChooseOther.tsx'
import { ComparedTable } from './ComparedTable.tsx'
import classes from './compare.module.css'
import { SideColumn } from './SideColumn.tsx'
import { SideFilm } from './SideFilm.tsx'
import { useSides } from './useSides.ts'

/** What both sides show, and what can be done with the two. */
function Controls({ hasOther }: { readonly hasOther: boolean }) {
  const study = useStudy()
  const shares = useStudyState(({ choices: { quantity } }) => quantity === 'error' || quantity === 'accuracy')
  const sameDistances = useStudyState(({ beside }) => beside?.sameDistances === true)
  const [isSwapping, setSwapping] = useState(false)
  const swap = async () => {
    setSwapping(true)
    await swapStudies(study)
    setSwapping(false)
  }
  return (
    <fieldset className={classes.controls} aria-label={texts.view}>
      <OptionChoice name="split" as="buttons" />
      <OptionChoice name="quantity" />
      {!shares && <OptionChoice name="scale" as="buttons" />}
      <Tooltip label={texts.sameDistancesHelp}>
        <Switch
          label={texts.sameDistances}
          checked={sameDistances}
          disabled={!hasOther}
          onChange={(event) => setSameDistances(study, event.currentTarget.checked)}
        />
      </Tooltip>
      <Tooltip label={texts.swapHelp}>
        <Button
          variant="default"
          leftSection={<IconArrowsExchange size={16} />}
          disabled={!hasOther}
          loading={isSwapping}
          onClick={() => void swap()}
        >
          {texts.swap}
        </Button>
      </Tooltip>
    </fieldset>
  )
}

/** The present study and another one, drawn on the same scales, and both in numbers. */
export function CompareStage() {
  const study = useStudy()
  const { sides, color, planeView, lines } = useSides()
  const [left, right] = sides
  const [isChoosing, setChoosing] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  // What opened it is gone: whoever works with keys or listens goes on from here.
  useEffect(() => title.current?.focus({ preventScroll: true }), [])
  const showsChoice = isChoosing || !right
  return (
    <section className={classes.stage} aria-label={texts.title}>
      <header className={classes.head}>
        <h2 ref={title} tabIndex={-1}>
          {texts.title}
        </h2>
        <span className="quiet">{texts.shared}</span>
        <Tooltip label={texts.leave}>
          <ActionIcon variant="subtle" onClick={() => closeComparison(study)} aria-label={texts.leave}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </header>
      <Controls hasOther={right !== undefined} />
      <div className={classes.sides}>
        {left && (
          <SideColumn
            side={left}
            index={0}
            color={color}
            planeView={planeView}
            beside={lines}
            note={texts.present}
            emptyText={texts.noPlane}
          >
            <SideFilm />
          </SideColumn>
        )}
        {right && !showsChoice ? (
          <SideColumn
            side={right}
            index={1}
            color={color}
            planeView={planeView}
            beside={lines}
            note={texts.other}
            emptyText={texts.noPlaneThere}
            onChange={() => setChoosing(true)}
          />
        ) : (
          <ChooseOther onChosen={() => setChoosing(false)} />
        )}
      </div>
      <TimeSlider disabled={!sides.some(({ series }) => series.length > 0)} />
      {left && right && (
        <>
          <p className="quiet">{texts.otherPlane}</p>
          <ComparedTable left={left} right={right} />
        </>
      )}
    </section>
  )
}
