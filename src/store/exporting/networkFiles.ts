import { curveCoefficients } from '../../core/curves/curve.ts'
import { pointCoefficients } from '../../core/planes/plane.ts'
import { EngineError } from '../../protocol/engineError.ts'
import {
  architectureKey,
  linkKey,
  type TensorFileFormat,
  type WriteNetworkRequest,
} from '../../protocol/exporting.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Study } from '../context.ts'
import type { SnapshotMethod } from '../experiments/values/raceValue.ts'
import { combineRows, controlRows, createCurveFrame, unitRow, usedColumns } from '../landscape/frame.ts'
import { linkOf } from '../link/linkSync.ts'
import { architectureOf, type EndpointIndex, problemOf } from '../running/requests.ts'
import { type ExportOptions, finishedValue, toBlob } from './exportRow.ts'
import { listSnapshots } from './listSnapshots.ts'

/** Networks as rows over held vectors, M×B. */
interface Points extends Pick<WriteNetworkRequest, 'basis' | 'coefficients'> {
  /** Keeps the running statistics that a network was trained or opened with, whatever is chosen for evaluation. */
  readonly asTrained?: boolean
  readonly isCurve?: boolean
}

/** An endpoint, as it was trained or opened. */
export function endpointPoint(study: Study, index: EndpointIndex): Points {
  const endpoint = study.store.getState().results.endpoints[index]
  if (!endpoint) throw new EngineError('invalid-request', 'the endpoint is not trained')
  return { basis: [endpoint.id], coefficients: Float64Array.of(1), asTrained: true }
}

/** Snapshot number `number`, from 1, of the race's first run of a method, as it was collected. */
export function snapshotPoint(study: Study, method: SnapshotMethod, number: number): Points {
  const ids = listSnapshots(study.store.getState(), method)
  const id = ids[number - 1]
  if (!id)
    throw new EngineError('invalid-request', `${method} snapshot ${number}: the race has ${ids.length}`)
  return { basis: [id], coefficients: Float64Array.of(1), asTrained: true }
}

/** All control points of the curve, a held bend where it is held. */
export async function curvePoints(study: Study): Promise<Points> {
  const { basis, rows } = await findControlRows(study)
  return { basis, coefficients: Float64Array.from(rows.flat()), isCurve: true }
}

/** Bend `bend`, from 1, where it is held if it is. */
export async function bendPoint(study: Study, bend: number): Promise<Points> {
  const { basis, rows } = await findControlRows(study)
  const row = rows[bend]
  if (!row || bend < 1 || bend > rows.length - 2)
    throw new EngineError('invalid-request', `bend ${bend}: the curve has ${rows.length - 2}`)
  return use(basis, Float64Array.from(row))
}

/** φ(t). @throws EngineError `invalid-request` where t is not in [0, 1] */
export async function curvePoint(study: Study, t: number): Promise<Points> {
  if (!(t >= 0 && t <= 1))
    throw new EngineError('invalid-request', `t: got ${t}, wanted a number from 0 to 1`)
  const { basis, rows } = await findControlRows(study)
  const coefficients = curveCoefficients(study.store.getState().choices.curve, rows.length, t)
  return use(basis, combineRows(Float64Array.from(coefficients), rows))
}

/** The network at (x, y) of the plane, in weight-space distance. */
export function planePoint(study: Study, x: number, y: number): Points {
  const frame = study.store.getState().results.landscape?.frame
  if (!frame) throw new EngineError('invalid-request', 'the landscape is not computed')
  return use(frame.basis, Float64Array.from(pointCoefficients(frame.plane, x, y)))
}

function use(basis: readonly WeightsId[], row: Float64Array): Points {
  const used = usedColumns(basis, row)
  return { basis: used.basis, coefficients: used.rows }
}

async function findControlRows(study: Study): Promise<{ basis: readonly WeightsId[]; rows: number[][] }> {
  const { choices, results } = study.store.getState()
  const { curve } = results
  if (!curve) throw new EngineError('invalid-request', 'the curve is not trained')
  const { controlPoints: ids } = curve
  const [held] = choices.held
  if (!held) return { basis: ids, rows: ids.map((_, i) => unitRow(ids.length, i)) }
  const frame = await createCurveFrame(study, curve, held.bend)
  return { basis: frame.basis, rows: controlRows(frame, held) }
}

/** Writes networks as named tensors; a safetensors file tells the architecture and the study that they come from. */
export async function writeNetworkFile(
  study: Study,
  points: Points,
  { name, signal }: Pick<ExportOptions, 'signal'> & { readonly name: string },
): Promise<Blob> {
  const state = study.store.getState()
  const { choices } = state
  const { basis, coefficients, asTrained, isCurve } = points
  const outcome = await study.client.writeNetwork(
    {
      problem: problemOf(choices),
      basis,
      coefficients,
      ...(isCurve && { curve: choices.curve }),
      batchNorm: asTrained ? 'stored' : choices.batchNormMode,
      format: name.slice(name.lastIndexOf('.') + 1) as TensorFileFormat,
      about: {
        // What Hugging Face's libraries ask for.
        format: 'pt',
        [architectureKey]: JSON.stringify(architectureOf(choices)),
        [linkKey]: linkOf(state),
      },
    },
    signal && { signal },
  )
  return toBlob(finishedValue(outcome, signal), name)
}
