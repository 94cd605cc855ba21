import { coarseToFine, gridRows } from '../../core/planes/grid.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { ComparePart, CompareValues } from '../../protocol/ensembles.ts'
import { landscapeKey } from '../keys.ts'
import { unitRow, usedColumns } from '../landscape/frame.ts'
import { finished } from '../running/jobs.ts'
import { problemOf } from '../running/requests.ts'
import type { Experiment } from './experiment.ts'
import type { OverPlaneValue } from './values/overPlaneValue.ts'

/** The ensemble {w₁, P} and the disagreement of w₁ and P at every point P of the landscape's grid, coarse picture first. */
export const overPlane: Experiment<'overPlane'> = {
  needs: () => 'landscape',
  key: (choices) => landscapeKey(choices),
  canPause: false,
  run: async (study, scope) => {
    const { choices } = scope
    const { landscape } = study.store.getState().results
    if (!landscape) throw new EngineError('invalid-request', 'the landscape is not drawn')
    const { frame, grid, planeKey } = landscape
    const { order } = coarseToFine(grid.x.count, grid.y.count)
    const width = frame.basis.length
    const rows = gridRows(frame.plane, grid, order)
    // The first vector of every frame is w1.
    const withReference = Float64Array.from([...unitRow(width, 0), ...rows])
    const used = usedColumns(frame.basis, withReference)
    const values = emptyValues(order.length)
    let computed = 0
    const show = () => scope.show({ planeKey, grid, values: copyValues(values), computed })
    const onEvent = (part: ComparePart) => {
      place(values, order, part)
      computed = part.start + part.values.correct.length
      scope.report(0, part.progress)
      show()
    }
    const outcome = await study.client.compare(
      {
        problem: problemOf(choices),
        basis: used.basis,
        coefficients: used.rows.slice(used.basis.length),
        references: used.rows.slice(0, used.basis.length),
        split: 'test',
        batchNorm: choices.batchNormMode,
      },
      { signal: scope.signal, job: scope.job(0), onEvent },
    )
    const result = finished(outcome)
    place(values, order, { start: 0, values: result.values })
    const value: OverPlaneValue = { planeKey, grid, values, computed: order.length }
    return { value, weights: [], backend: result.backend }
  },
}

type Writable = { -readonly [K in keyof CompareValues]: CompareValues[K] }

function emptyValues(points: number): Writable {
  return {
    ensembleNll: new Float64Array(points).fill(Number.NaN),
    ensembleCorrect: new Int32Array(points),
    ensembleCalibrationError: new Float64Array(points).fill(Number.NaN),
    correct: new Int32Array(points).fill(-1),
    differing: new Int32Array(points),
    count: 0,
  }
}

const columns = [
  'ensembleNll',
  'ensembleCorrect',
  'ensembleCalibrationError',
  'correct',
  'differing',
] as const satisfies readonly (keyof CompareValues)[]

/** Puts a stretch of points, which come coarse first, where they belong. */
function place(
  target: Writable,
  order: Int32Array,
  { start, values }: Pick<ComparePart, 'start' | 'values'>,
): void {
  target.count = values.count
  for (const name of columns) {
    for (let i = 0; i < values[name].length; i += 1) {
      target[name][order[start + i] as number] = values[name][i] as number
    }
  }
}

function copyValues(values: CompareValues): CompareValues {
  return {
    ensembleNll: values.ensembleNll.slice(),
    ensembleCorrect: values.ensembleCorrect.slice(),
    ensembleCalibrationError: values.ensembleCalibrationError.slice(),
    correct: values.correct.slice(),
    differing: values.differing.slice(),
    count: values.count,
  }
}
