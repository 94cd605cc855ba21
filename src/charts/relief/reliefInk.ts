/** Colours of a relief that belong to the theme, as `#rrggbb`. */
export interface ReliefInk {
  readonly curve: string
  readonly frame: string
  readonly hairline: string
  /** Ground of what is not computed. */
  readonly calm: string
}

const names = {
  curve: ['--chart-curve', '#d1495b'],
  frame: ['--chart-muted', '#5f6b76'],
  hairline: ['--chart-hairline', '#e4e5e0'],
  calm: ['--chart-calm', '#eef0ef'],
} as const satisfies Record<keyof ReliefInk, readonly [string, string]>

/** Reads the colours of a theme off the style sheet of the page. */
export function readInk(theme: 'light' | 'dark'): ReliefInk {
  const probe = document.createElement('div')
  probe.hidden = true
  probe.dataset.mantineColorScheme = theme
  document.body.append(probe)
  const style = getComputedStyle(probe)
  const read = ([name, otherwise]: readonly [string, string]) => {
    const text = style.getPropertyValue(name).trim()
    return /^#[0-9a-f]{6}$/i.test(text) ? text : otherwise
  }
  const ink = {
    curve: read(names.curve),
    frame: read(names.frame),
    hairline: read(names.hairline),
    calm: read(names.calm),
  }
  probe.remove()
  return ink
}
