import { stepTitles } from '../texts/steps.ts'

/** Opens the first step of the study and gives it the focus. */
export function showSteps(): void {
  const card = [...document.querySelectorAll('main section')].find(
    ({ ariaLabel }) => ariaLabel === stepTitles.data,
  )
  const toggle = card?.querySelector<HTMLElement>('button[aria-expanded]')
  if (toggle?.ariaExpanded === 'false') toggle.click()
  toggle?.focus()
}
