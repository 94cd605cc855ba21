/** Words of the landscape as a relief. */
export const reliefTexts = {
  picture: (quantity: string) =>
    `3-D landscape of ${quantity} over the plane: high where it is high, with the curve, the segment and the endpoints on it`,
  controls:
    '3-D landscape: arrow keys turn it, plus and minus zoom, 0 looks at all of it, T looks from above',
  tools: 'view of the 3-D landscape',
  reset: 'usual view',
  top: 'view from above',
  spin: 'turn slowly',
  stop: 'stop turning',
  value: (quantity: string, unit: string) => `${quantity}, ${unit}`,
} as const
