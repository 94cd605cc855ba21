import { Button, Menu } from '@mantine/core'
import { setChoices } from '../../store/choices/editing.ts'
import { selectBackend, selectStepsPerSecond } from '../../store/running/backendSelectors.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { backendName, backendSentence, backendTitle, offerSentence } from '../texts/backends.ts'
import { formatCount } from '../texts/formatting.ts'
import { badgeTexts } from '../texts/header.ts'
import { optionTexts } from '../texts/options.ts'
import classes from './header.module.css'

/** What computes, why, and the others to choose from. */
export function BackendBadge() {
  const study = useStudy()
  const report = useStudyState(selectBackend)
  const offers = useStudyState(({ backends }) => backends)
  const speed = useStudyState(selectStepsPerSecond)
  const chosen = useStudyState(({ choices }) => choices.backend)
  return (
    <Menu position="bottom-end" width={330} withArrow>
      <Menu.Target>
        <Button
          variant="default"
          radius="xl"
          leftSection={<span className={classes.dot} />}
          aria-label={badgeTexts.label(report && backendTitle(report))}
        >
          {report ? backendName(report) : badgeTexts.unknown}
          <span className={classes.threads}>
            {report && backendTitle(report).slice(backendName(report).length)}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {report && (
          <div className={classes.badgeText}>
            {backendSentence(report)}
            {speed !== undefined && ` ${badgeTexts.pace(formatCount(Math.round(speed)))}`}
          </div>
        )}
        <Menu.Divider />
        <Menu.Label>{badgeTexts.menu}</Menu.Label>
        {offers.map((offer) => (
          <Menu.Item
            key={offer.choice}
            disabled={!offer.available}
            onClick={() => setChoices(study, { backend: offer.choice })}
            aria-current={offer.choice === chosen}
            rightSection={offer.choice === chosen ? '✓' : undefined}
          >
            {optionTexts.backend[offer.choice]}
            <div className="quiet">{offerSentence(offer)}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
