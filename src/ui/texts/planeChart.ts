/** Words of a small picture of a plane. */
export const planeChartTexts = {
  picture: (label: string, quantity: string) => `${label}: ${quantity}`,
  colors: (quantity: string, [from, to]: readonly string[], unit: string) =>
    `colours of ${quantity} from ${from} to ${to} ${unit}`,
  notFinite: 'not finite',
  point: 'point at the picture to read it',
  read: (value: string, x: string, y: string) => `${value} at (${x}, ${y})`,
} as const
