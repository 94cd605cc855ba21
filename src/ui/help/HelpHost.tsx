import { useHotkeys } from '@mantine/hooks'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { HelpContext, type HelpView, type ShowHelp } from './HelpContext.ts'

const GlossaryDrawer = lazy(async () => ({
  default: (await import('../glossary/GlossaryDrawer.tsx')).GlossaryDrawer,
}))
const ShortcutsDialog = lazy(async () => ({
  default: (await import('./ShortcutsDialog.tsx')).ShortcutsDialog,
}))
const AboutDialog = lazy(async () => ({ default: (await import('./AboutDialog.tsx')).AboutDialog }))
const Tour = lazy(async () => ({ default: (await import('../tour/Tour.tsx')).Tour }))

function View({ view, onClose }: { readonly view: HelpView; readonly onClose: () => void }) {
  switch (view.kind) {
    case 'glossary':
      return <GlossaryDrawer term={view.term} onClose={onClose} />
    case 'shortcuts':
      return <ShortcutsDialog onClose={onClose} />
    case 'about':
      return <AboutDialog onClose={onClose} />
    case 'tour':
      return <Tour onClose={onClose} />
  }
}

/** Gives everything inside it a way to show help, and shows it; none of it is loaded before. */
export function HelpHost({ children }: { readonly children: ReactNode }) {
  const [view, setView] = useState<HelpView>()
  const from = useRef<HTMLElement>(undefined)
  const show: ShowHelp = useCallback((next, element) => {
    from.current =
      element ?? (document.activeElement instanceof HTMLElement ? document.activeElement : undefined)
    setView(next)
  }, [])
  useEffect(() => {
    if (!view) from.current?.focus()
  }, [view])
  const showShortcuts = () => show({ kind: 'shortcuts' })
  // With Shift on most keyboards, without it on some.
  useHotkeys([
    ['?', showShortcuts],
    ['shift+?', showShortcuts],
  ])
  return (
    <HelpContext value={show}>
      {children}
      <Suspense fallback={null}>{view && <View view={view} onClose={() => setView(undefined)} />}</Suspense>
    </HelpContext>
  )
}
