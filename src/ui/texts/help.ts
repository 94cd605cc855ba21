/** Words of the menu of help, which are there before anybody asks. */
export const helpTexts = {
  menu: 'help',
  tour: 'A short tour',
  glossary: 'Glossary',
  documents: 'Documents',
  shortcuts: 'Keyboard shortcuts',
  about: 'About Isthmus',
  opensApart: 'opens in a new tab',
} as const

/** Words of the small sign beside a control that has a formula. */
export function formulaText(label: string): string {
  return `formula of ${label}`
}

/** First link of the page for who goes by keyboard. */
export const skipText = 'Skip to the landscape'
