import { stepTitles } from '../texts/steps.ts'

/** Opens a step of the study, the first one if none is named, and gives it the focus. */
export function showSteps(step: keyof typeof stepTitles = 'data'): void {
  const card = [...document.querySelectorAll('main section')].find(
    ({ ariaLabel }) => ariaLabel === stepTitles[step],
  )
  const toggle = card?.querySelector<HTMLElement>('button[aria-expanded]')
  if (toggle?.ariaExpanded === 'false') toggle.click()
  toggle?.focus()
}
