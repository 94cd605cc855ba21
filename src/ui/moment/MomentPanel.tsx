import { SegmentedControl, Tabs } from '@mantine/core'
import { useInViewport } from '@mantine/hooks'
import '../../charts/moment.css'
import { setChoices } from '../../store/choices/editing.ts'
import type { Moment } from '../../store/moment/selectMoment.ts'
import { selectMoment, selectSampleKind } from '../../store/moment/selectMoment.ts'
import { followBehind } from '../followBehind.ts'
import { HonestyButton } from '../honesty/HonestyButton.tsx'
import { FollowContext, useStudy, useStudyState } from '../StudyContext.ts'
import { momentTexts } from '../texts/moment.ts'
import { momentSentences } from '../texts/pictureSentences.ts'
import { CalibrationView } from './CalibrationView.tsx'
import { ConfusionView } from './ConfusionView.tsx'
import { DecisionView } from './DecisionView.tsx'
import { FlipsView } from './FlipsView.tsx'
import { FollowerContext, useFollower } from './follower.ts'
import { MomentData } from './MomentData.tsx'
import classes from './moment.module.css'

const views = {
  decision: DecisionView,
  flips: FlipsView,
  confusion: ConfusionView,
  calibration: CalibrationView,
}
type ViewName = keyof typeof views

/** Where the network comes from, if that is not plain. */
function describeSource(moment: Moment): string {
  if (moment.state === 'none') return ''
  const { source, isHovered } = moment
  if (source.frame) return momentTexts.film(source.frame.epoch)
  if (isHovered) return momentTexts.hovered
  if (source.from === 'drag') return momentTexts.held
  return source.from === 'ends' ? momentTexts.ends : momentTexts.on[source.path]
}

/** Whether it is another network than that of the study at the chosen t. */
function isPassing(moment: Moment): boolean {
  return moment.state === 'shown' && (moment.isHovered || moment.source.from !== 'study')
}

function Head({ moment }: { readonly moment: Moment }) {
  const study = useStudy()
  const path = useStudyState(({ choices }) => choices.momentPath)
  const onlySegment = moment.state === 'shown' && moment.source.from === 'ends'
  return (
    <div className={classes.head}>
      <div>
        <h2>{momentTexts.title(moment.t)}</h2>
        <span className={classes.source} data-passing={isPassing(moment)}>
          {describeSource(moment)}
        </span>
      </div>
      <MomentData />
      <HonestyButton picture="moment" isSmall />
      <SegmentedControl
        aria-label={momentTexts.path}
        value={onlySegment ? 'segment' : path}
        disabled={onlySegment}
        data={(['curve', 'segment'] as const).map((value) => ({ value, label: momentTexts.paths[value] }))}
        onChange={(value) => setChoices(study, { momentPath: value as typeof path })}
      />
    </div>
  )
}

/** The chosen view, or why there is nothing to see. */
function Body({ moment, view }: { readonly moment: Moment; readonly view: ViewName }) {
  const failed = useStudyState((state) => state.moment?.failed)
  const opening = useStudyState((state) => state.opening)
  if (moment.state === 'none')
    return <p className={classes.empty}>{opening ? momentTexts.opening : momentTexts.none[moment.why]}</p>
  if (failed?.key === moment.source.key)
    return <p className={classes.empty}>{momentTexts.failed(failed.message)}</p>
  const View = views[view]
  return (
    <>
      <View />
      <p className={classes.line}>{momentSentences[view]}</p>
    </>
  )
}

function Panel() {
  const study = useStudy()
  const { ref, inViewport } = useInViewport<HTMLElement>()
  const follower = useFollower(inViewport)
  const moment = useStudyState(selectMoment)
  const kind = useStudyState(selectSampleKind)
  const chosen = useStudyState(({ choices }) => choices.momentView)
  const names = (Object.keys(views) as ViewName[]).filter((name) => name !== 'decision' || kind === 'points')
  const view = names.includes(chosen) ? chosen : 'flips'
  return (
    <section ref={ref} className={classes.panel} aria-label={momentTexts.region}>
      <Head moment={moment} />
      <Tabs
        value={view}
        onChange={(next) => setChoices(study, { momentView: (next ?? view) as ViewName })}
        className={classes.tabs}
      >
        <Tabs.List aria-label={momentTexts.views}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {momentTexts.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <FollowerContext value={follower}>
          <Tabs.Panel value={view}>
            <Body moment={moment} view={view} />
          </Tabs.Panel>
        </FollowerContext>
      </Tabs>
    </section>
  )
}

/** What the network at t decides, which samples flip, whom it takes for whom, and how sure it is. */
export function MomentPanel() {
  return (
    <FollowContext value={followBehind}>
      <Panel />
    </FollowContext>
  )
}
