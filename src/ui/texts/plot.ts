/** What a plot is for who does not see it. */
export const plotTexts = {
  chart: (label: string, series: readonly string[], emptyText: string) =>
    series.length === 0 ? `${label}: ${emptyText}` : `${label}: ${series.join(', ')}`,
} as const
