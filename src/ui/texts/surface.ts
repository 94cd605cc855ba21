/** Words of the landscape as a surface. */
export const surfaceViewTexts = {
  picture: (quantity: string) =>
    `surface of ${quantity} over the plane: high where it is high, with the curve, the segment and the endpoints on it`,
  controls: 'surface: arrow keys turn it, plus and minus zoom, 0 looks at all of it, T looks from above',
  tools: 'view of the surface',
  reset: 'usual view',
  top: 'view from above',
  spin: 'turn slowly',
  stop: 'stop turning',
  value: (quantity: string, unit: string) => `${quantity}, ${unit}`,
} as const
