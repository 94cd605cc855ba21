import { MantineProvider } from '@mantine/core'
import '@mantine/core/styles.css'
import './page.css'
import '../charts/charts.css'
import type { Study } from '../store/context.ts'
import classes from './app.module.css'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Stage } from './experiments/Stage.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './header/Header.tsx'
import { NoticeBar } from './NoticeBar.tsx'
import { OpenFiles } from './opening/OpenFiles.tsx'
import { CentrePanel, ResultsBar, SidePanel } from './published/PanelSwitch.tsx'
import { ScrollColumn } from './ScrollColumn.tsx'
import { StudyContext } from './StudyContext.ts'
import { StudySteps } from './steps/StudySteps.tsx'
import { partNames } from './texts/page.ts'
import { theme } from './theme.ts'
import { useShortcuts } from './useShortcuts.ts'

function Page() {
  useShortcuts()
  return (
    <div className={classes.app}>
      <Header />
      <NoticeBar />
      <ResultsBar />
      <main className={classes.main}>
        <ScrollColumn className={classes.left}>
          <ErrorBoundary what={partNames.steps}>
            <StudySteps />
          </ErrorBoundary>
        </ScrollColumn>
        <div className={classes.centre}>
          <ErrorBoundary what={partNames.landscape}>
            <Stage>
              <CentrePanel />
            </Stage>
          </ErrorBoundary>
        </div>
        <ScrollColumn className={classes.right}>
          <ErrorBoundary what={partNames.path}>
            <SidePanel />
          </ErrorBoundary>
        </ScrollColumn>
      </main>
      <Footer />
      <OpenFiles />
    </div>
  )
}

/** The whole page around one study. */
export function App({ study }: { readonly study: Study }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <StudyContext value={study}>
        <Page />
      </StudyContext>
    </MantineProvider>
  )
}
