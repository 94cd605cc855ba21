import { MantineProvider } from '@mantine/core'
import '@mantine/core/styles.css'
import './page.css'
import '../charts/charts.css'
import type { Study } from '../store/context.ts'
import { Arriving } from './Arriving.tsx'
import { Announcer } from './announce/Announcer.tsx'
import classes from './app.module.css'
import { Comparing } from './compare/Comparing.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Stage } from './experiments/Stage.tsx'
import { HeaderPlace } from './header/HeaderPlace.tsx'
import { HelpHost } from './help/HelpHost.tsx'
import { SkipLink } from './help/SkipLink.tsx'
import { LessonDock } from './lessons/LessonDock.tsx'
import { loadPart } from './loadPart.ts'
import { NoticeBar } from './NoticeBar.tsx'
import { UpdateBar } from './offline/UpdateBar.tsx'
import { OpenFiles } from './opening/OpenFiles.tsx'
import { Part } from './parts/Part.tsx'
import { CentrePanel, ResultsBar, SidePanel } from './published/PanelSwitch.tsx'
import { ScrollColumn } from './ScrollColumn.tsx'
import { Skeleton } from './Skeleton.tsx'
import { StudyContext, useStudyState } from './StudyContext.ts'
import { partNames } from './texts/page.ts'
import { theme } from './theme.ts'
import { useShortcuts } from './useShortcuts.ts'

// The landscape can be touched before what is around it is there.
const header = loadPart(async () => (await import('./header/Header.tsx')).Header)
const steps = loadPart(async () => (await import('./steps/StudySteps.tsx')).StudySteps)
const footer = loadPart(async () => (await import('./Footer.tsx')).Footer)

function Page() {
  useShortcuts()
  const hide = useStudyState(({ choices }) => choices.hide)
  const lesson = useStudyState((state) => state.lesson?.name)
  const highlight = useStudyState((state) => state.lesson?.highlight)
  return (
    <div
      className={classes.app}
      data-hide={hide.join(' ') || undefined}
      data-lesson={lesson}
      data-highlight={highlight}
    >
      <SkipLink />
      <ErrorBoundary what={partNames.header}>
        <Arriving part={header} props={{}} place={<HeaderPlace />} />
      </ErrorBoundary>
      <NoticeBar />
      <UpdateBar />
      <ResultsBar />
      <main className={classes.main}>
        <ScrollColumn className={`${classes.left} stepsColumn`}>
          <LessonDock />
          <Part name="steps">
            <ErrorBoundary what={partNames.steps}>
              <Arriving part={steps} props={{}} place={<Skeleton part="steps" />} />
            </ErrorBoundary>
          </Part>
        </ScrollColumn>
        <Comparing>
          <div className={classes.centre} id="landscape" tabIndex={-1}>
            <ErrorBoundary what={partNames.landscape}>
              <Stage>
                <CentrePanel />
              </Stage>
            </ErrorBoundary>
          </div>
          <ScrollColumn className={`${classes.right} sideColumn`}>
            <ErrorBoundary what={partNames.path}>
              <SidePanel />
            </ErrorBoundary>
          </ScrollColumn>
        </Comparing>
      </main>
      <ErrorBoundary what={partNames.footer}>
        <Arriving part={footer} props={{}} place={<div className={classes.footer} />} />
      </ErrorBoundary>
      <OpenFiles />
      <Announcer />
    </div>
  )
}

/** The whole page around one study. */
export function App({ study }: { readonly study: Study }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <StudyContext value={study}>
        <HelpHost>
          <Page />
        </HelpHost>
      </StudyContext>
    </MantineProvider>
  )
}
