import { type MantineColorSchemeManager, MantineProvider } from '@mantine/core'
import '@mantine/core/styles.css'
import '../page.css'
import '../../charts/charts.css'
import { type DragEvent, useEffect } from 'react'
import type { Study } from '../../store/context.ts'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { LandscapePanel } from '../landscape/LandscapePanel.tsx'
import { NoticeBar } from '../NoticeBar.tsx'
import { PathPanel } from '../path/PathPanel.tsx'
import { ScrollColumn } from '../ScrollColumn.tsx'
import { StudyContext } from '../StudyContext.ts'
import { partNames } from '../texts/page.ts'
import { theme } from '../theme.ts'
import { useShortcuts } from '../useShortcuts.ts'
import { EmbedFoot } from './EmbedFoot.tsx'
import classes from './embed.module.css'
import type { Embedding } from './readEmbedding.ts'

/** Nothing is remembered in an embedded page: its address says how it looks. */
const forgetfulManager: MantineColorSchemeManager = {
  get: () => 'auto',
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
}

/** A file that is let go here must not take the place of the page. */
function ignoreDrop(event: DragEvent) {
  event.preventDefault()
}

/**
 * Wheel and fingers belong to the page around as well. The wheel is its own until somebody has turned to this page, but for
 * Ctrl; a finger that goes up or down scrolls it, unless it has the bend. (Parts of an SVG have no `touch-action`.)
 */
function useSharedGestures(): void {
  useEffect(() => {
    const passWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !document.hasFocus()) event.stopPropagation()
    }
    const keepBend = (event: TouchEvent) => {
      if (event.target instanceof Element && event.target.closest('[data-bend]')) event.preventDefault()
    }
    window.addEventListener('wheel', passWheel, { capture: true })
    window.addEventListener('touchstart', keepBend, { passive: false })
    return () => {
      window.removeEventListener('wheel', passWheel, { capture: true })
      window.removeEventListener('touchstart', keepBend)
    }
  }, [])
}

function EmbeddedStudy() {
  useShortcuts()
  useSharedGestures()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing can be dropped here, and nothing is lost without a mouse
    <div className={classes.page} onDragOver={ignoreDrop} onDrop={ignoreDrop}>
      <NoticeBar />
      <main className={classes.main}>
        <ErrorBoundary what={partNames.landscape}>
          <LandscapePanel bare />
        </ErrorBoundary>
        <ScrollColumn className={classes.path}>
          <ErrorBoundary what={partNames.path}>
            <PathPanel />
          </ErrorBoundary>
        </ScrollColumn>
      </main>
      <EmbedFoot />
    </div>
  )
}

interface EmbedPageProps {
  readonly study: Study
  readonly embedding: Embedding
}

/** The study inside a page of somebody else: the landscape, the path where there is room for it, and the way to the whole page. */
export function EmbedPage({ study, embedding }: EmbedPageProps) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={forgetfulManager}
      {...(embedding.theme && { forceColorScheme: embedding.theme })}
    >
      <StudyContext value={study}>
        <EmbeddedStudy />
      </StudyContext>
    </MantineProvider>
  )
}
