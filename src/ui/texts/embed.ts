/** What an embedded page says. */
export const embedTexts = { open: 'Open in Isthmus', cancel: 'Cancel' } as const
