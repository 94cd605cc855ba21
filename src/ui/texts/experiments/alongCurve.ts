/** Words of ensembles along the curve. */
export const alongCurveTexts = {
  t: 't',
  error: 'test error, %',
  differing: 'share of test samples, %',
  pair: 'Test error of the ensemble {φ(0), φ(t)}',
  disagreement: 'Test samples on which φ(t) and φ(0) differ',
  curve: 'curve',
  segment: 'segment',
  curveAlone: 'φ(t) alone, curve',
  growing: 'Test error of growing ensembles',
  networks: 'networks in the ensemble',
  onCurve: 'points of the curve',
  independent: 'independent networks',
  empty: 'appears when the curve has been compared',
  growingEmpty: 'appears when the points of the curve are scored',
  table: 'Ensembles on the test split',
  tableHelp: (ts: string) =>
    `The points join at t = ${ts}; the first two are the endpoints. ECE is the expected calibration error.`,
  ensembles: {
    best: 'best single point of the curve',
    ends: 'both endpoints',
    curve: (count: number) => `${count} points of the curve`,
    independent: (count: number) => `${count} independent networks`,
  },
  columns: { error: 'error, %', nll: 'nll, nats', calibrationError: 'ECE, %' },
} as const
