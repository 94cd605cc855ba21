/** Colours of a figure; they are written into the file, which knows no style sheet. */
export interface FigureTheme {
  readonly ground: string
  readonly text: string
  readonly muted: string
  readonly hairline: string
  /** Curve and marks on the plane. */
  readonly mark: string
  /** Lines of a profile: this curve, the segment, then earlier curves one after another. */
  readonly curve: string
  readonly segment: string
  readonly kept: readonly string[]
  /** Trainings drawn in a plane, by endpoint. */
  readonly trails: readonly string[]
}

/** Black on white, as journals print, and the dark page. */
export const figureThemes: Readonly<Record<'light' | 'dark', FigureTheme>> = {
  light: {
    ground: '#ffffff',
    text: '#111111',
    muted: '#444c54',
    hairline: '#dcdfe2',
    mark: '#000000',
    curve: '#c03d50',
    segment: '#444c54',
    kept: ['#0e6b8c', '#8a6100', '#4d7a1f', '#7a4fa3', '#7d7d7d'],
    trails: ['#a85f00', '#a0328a', '#3f7212', '#b3372a', '#0b6a94', '#5b3fb0'],
  },
  dark: {
    ground: '#161c23',
    text: '#e8edf1',
    muted: '#a9b4bf',
    hairline: '#313b45',
    mark: '#ffffff',
    curve: '#ff7b8a',
    segment: '#a9b4bf',
    kept: ['#4bc0de', '#e0b34c', '#9ccf5e', '#c39be8', '#9a9a9a'],
    trails: ['#ffb52e', '#ff9de0', '#b7f26b', '#ff8a75', '#7fd8ff', '#cdb8ff'],
  },
}
