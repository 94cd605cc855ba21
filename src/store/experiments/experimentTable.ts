import { alignment } from './alignment.ts'
import { alongCurve } from './alongCurve.ts'
import { cheatingPath } from './cheatingPath.ts'
import { curvature } from './curvature.ts'
import type { ExperimentTable } from './experiment.ts'
import { manyCurves } from './manyCurves.ts'
import { objectives } from './objectives.ts'
import { overPlane } from './overPlane.ts'
import { picked } from './picked.ts'
import { race } from './race.ts'
import { threeModes } from './threeModes.ts'
import { widths } from './widths.ts'

/** All experiments: to add one, write it, its value, its choices and its rule, and name it here. */
export const experimentTable: ExperimentTable = {
  race,
  alongCurve,
  overPlane,
  picked,
  manyCurves,
  cheatingPath,
  alignment,
  curvature,
  threeModes,
  objectives,
  widths,
}
