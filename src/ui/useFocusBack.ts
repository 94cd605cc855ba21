import { useEffect } from 'react'

/** Gives the focus back, when this goes, to what had it when this came: for dialogs that are there only while they are open. */
export function useFocusBack(): void {
  useEffect(() => {
    const from = document.activeElement
    return () => {
      if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true })
    }
  }, [])
}
