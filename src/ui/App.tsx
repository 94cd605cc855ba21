import { MantineProvider } from '@mantine/core'
import '@mantine/core/styles.css'
import './page.css'
import '../charts/charts.css'
import type { Study } from '../store/context.ts'
import classes from './app.module.css'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './header/Header.tsx'
import { LandscapePanel } from './landscape/LandscapePanel.tsx'
import { NoticeBar } from './NoticeBar.tsx'
import { OpenFiles } from './opening/OpenFiles.tsx'
import { PathPanel } from './path/PathPanel.tsx'
import { StudyContext } from './StudyContext.ts'
import { StudySteps } from './steps/StudySteps.tsx'
import { theme } from './theme.ts'
import { useShortcuts } from './useShortcuts.ts'

function Page() {
  useShortcuts()
  return (
    <div className={classes.app}>
      <Header />
      <NoticeBar />
      <main className={classes.main}>
        <div className={classes.left}>
          <ErrorBoundary what="The steps">
            <StudySteps />
          </ErrorBoundary>
        </div>
        <div className={classes.centre}>
          <ErrorBoundary what="The landscape">
            <LandscapePanel />
          </ErrorBoundary>
        </div>
        <div className={classes.right}>
          <ErrorBoundary what="The path">
            <PathPanel />
          </ErrorBoundary>
        </div>
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
