import { planNetwork } from '../../core/networks/planNetwork.ts'
import { ShapeError } from '../../core/networks/shapeError.ts'
import type { BasisGeometry } from '../../core/planes/geometry.ts'
import type { SplitValues } from '../../protocol/evaluation.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { StoredWeights } from '../../protocol/training.ts'
import { curveKey, dataKey, endpointKey, planeKey, profileKey } from '../keys.ts'
import type { LandscapeResult, PathValues, PlaneFrame, ProfileResult } from '../results.ts'
import { architectureOf, type EndpointIndex } from '../running/requests.ts'
import { checkPublished } from './checkPublished.ts'
import { checkGrid, checkSplits, mostPoints } from './checkValues.ts'
import type { StudyContent } from './studyContent.ts'
import { damagedStudy } from './studyFileError.ts'

/**
 * Whether results belong together: names of weights that are there, one length for all vectors of a basis, one value for
 * every point, and for what is fresh the sizes of the network and the data that the choices describe. @throws StudyFileError
 */
export function checkResults(content: StudyContent): void {
  const { results, kept, opened, weights } = content
  const held = new Map(weights.map((stored) => [stored.id, stored]))
  if (held.size !== weights.length) throw damagedStudy('weights', 'two of one name')
  const find = (ids: readonly WeightsId[], place: string) => findVectors(held, ids, place)
  for (const endpoint of results.endpoints) if (endpoint) find([endpoint.id], 'endpoints')
  if (results.curve) {
    const { controlPoints, geometry } = results.curve
    checkBasis(find(controlPoints, 'curve'), geometry, 'curve')
    if (controlPoints.length < 3) throw damagedStudy('curve', `${controlPoints.length} control points`)
  }
  for (const profile of [results.profile, ...kept]) if (profile) checkProfile(profile)
  if (results.landscape) {
    const { frame } = results.landscape
    checkBasis(find(frame.basis, 'landscape'), frame.geometry, 'landscape')
    checkFrame(frame)
    checkLandscape(results.landscape)
  }
  if (results.published) {
    const { comparison } = results.published
    if (comparison) find(comparison.basis, 'comparison')
    checkPublished(results.published)
  }
  for (const { weights: ids } of Object.values(results.experiments ?? {})) find(ids, 'experiments')
  for (const [name, { id, parameterCount }] of Object.entries(opened.endpoints)) {
    const [stored] = find([id], name)
    if (stored?.weights.length !== parameterCount) throw damagedStudy(name, 'not as many weights as it says')
  }
  for (const [name, ids] of Object.entries(opened.curves)) find(ids, name)
  checkFresh(content, find)
}

function findVectors(
  held: ReadonlyMap<WeightsId, StoredWeights>,
  ids: readonly WeightsId[],
  place: string,
): StoredWeights[] {
  const found = ids.map((id) => {
    const stored = held.get(id)
    if (!stored) throw damagedStudy(place, `names weights that are not there: ${id}`)
    return stored
  })
  const [first] = found
  for (const { id, weights, buffers } of found) {
    if (weights.length !== first?.weights.length || buffers.length !== first.buffers.length) {
      throw damagedStudy(place, `${id} is not as long as ${first?.id}`)
    }
  }
  return found
}

function checkBasis(vectors: readonly StoredWeights[], geometry: BasisGeometry, place: string): void {
  const { size, products, differences } = geometry
  if (size !== vectors.length || products.length !== size * size || differences.length !== size * size) {
    throw damagedStudy(place, `a geometry of ${size} for ${vectors.length} vectors`)
  }
}

function checkFrame({ basis, plane, controlPoints, bend, marks = [], trails = [] }: PlaneFrame): void {
  const { origin, u, v } = plane
  const fits = [origin, u, v].every((row) => row.length === basis.length)
  if (!fits || !(plane.uLength > 0)) throw damagedStudy('landscape', 'a plane that is not over its basis')
  const isPoint = [...controlPoints, ...marks.map(({ index }) => index)].every(
    (index) => index < basis.length,
  )
  if (!isPoint || bend > Math.max(0, controlPoints.length - 2)) {
    throw damagedStudy('landscape', 'control points that are not there')
  }
  if (trails.some(({ epochs, points }) => epochs.length !== points.length)) {
    throw damagedStudy('landscape', 'a training with other moments than epochs')
  }
}

function checkPath(path: PathValues, points: number, place: string): void {
  checkSplits(path, points, place)
  const { dl, squaredNorms } = path
  const fits = dl.length === points && squaredNorms.length === points
  if (!fits || !dl.every((step) => step >= 0 && Number.isFinite(step))) {
    throw damagedStudy(place, 'lengths that do not fit its points')
  }
}

function checkProfile({ ts, curve, segment, otherEnds }: ProfileResult): void {
  const ascends = ts.every((t, i) => t >= 0 && t <= 1 && (i === 0 || t > (ts[i - 1] ?? 0)))
  if (ts.length < 2 || ts.length > mostPoints || !ascends) throw damagedStudy('profile', 'bad points along t')
  checkPath(curve, ts.length, 'profile')
  checkPath(segment, ts.length, 'profile')
  if (otherEnds) checkSplits(otherEnds, 2, 'profile')
}

function checkLandscape({ grid, values, squaredNorms, computed }: LandscapeResult): void {
  const points = checkGrid(grid, 'landscape')
  checkSplits(values, points, 'landscape')
  if (squaredNorms.length !== points || computed > points) {
    throw damagedStudy('landscape', `${squaredNorms.length} norms for ${points} points`)
  }
}

/** What belongs to the choices must have the sizes that they ask for; what is out of date belonged to others. */
function checkFresh(
  { choices, results }: StudyContent,
  find: (ids: readonly WeightsId[], place: string) => readonly StoredWeights[],
): void {
  const { parameterCount, bufferCount } = planChosen(choices)
  const checkLayout = (ids: readonly WeightsId[], place: string) => {
    const [stored] = find(ids, place)
    if (stored?.weights.length !== parameterCount || stored.buffers.length !== bufferCount) {
      throw damagedStudy(place, 'weights of another network than the study has')
    }
  }
  for (const [index, endpoint] of results.endpoints.entries()) {
    if (endpoint?.key === endpointKey(choices, index as EndpointIndex))
      checkLayout([endpoint.id], 'endpoints')
  }
  const { data, curve, profile, landscape } = results
  if (curve?.key === curveKey(choices)) checkLayout(curve.controlPoints, 'curve')
  if (landscape?.planeKey === planeKey(choices)) checkLayout(landscape.frame.basis, 'landscape')
  if (data?.key !== dataKey(choices)) return
  const { trainCount, testCount } = data.summary
  const checkCounts = ({ train, test }: { train: SplitValues; test: SplitValues }, place: string) => {
    if (train.count !== trainCount || test.count !== testCount) {
      throw damagedStudy(
        place,
        `of ${train.count} + ${test.count} samples; the data have ${trainCount} + ${testCount}`,
      )
    }
  }
  if (profile?.key === profileKey(choices)) checkCounts(profile.curve, 'profile')
  if (landscape?.planeKey === planeKey(choices) && landscape.computed > 0) {
    checkCounts(landscape.values, 'landscape')
  }
}

function planChosen(choices: StudyContent['choices']) {
  try {
    return planNetwork(architectureOf(choices))
  } catch (error) {
    if (error instanceof ShapeError) throw damagedStudy('network', error.message)
    throw error
  }
}
