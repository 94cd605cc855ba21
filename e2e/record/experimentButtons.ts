/** The experiments that one button runs, by the name of their stage: its words before and after. */
export const experimentButtons: Readonly<Record<string, { readonly run: string; readonly again: string }>> = {
  race: { run: 'Run the race', again: 'Run again' },
  alongCurve: { run: 'Compare along the curve', again: 'Compare again' },
  manyCurves: { run: 'Train the curves', again: 'Train again' },
  threeModes: { run: 'Join the modes', again: 'Join them again' },
  objectives: { run: 'Train by both', again: 'Train by both again' },
  widths: { run: 'Start the sweep', again: 'Sweep again' },
  cheatingPath: { run: 'Walk the path', again: 'Walk it again' },
  alignment: { run: 'Align the networks', again: 'Align again' },
  curvature: { run: 'Find the eigenvalues', again: 'Find again' },
}
