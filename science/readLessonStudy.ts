import { planNetwork } from '../src/core/networks/planNetwork.ts'
import { distanceBetween } from '../src/core/planes/geometry.ts'
import { readPublicStudy } from '../src/fixtures/readPublicStudy.ts'
import { trustStudy } from '../src/store/keeping/trustStudy.ts'
import { architectureOf } from '../src/store/running/requests.ts'

/** A recorded study with one bend, and the figures of it that the lessons speak of. @throws Error where it is not whole */
export function readLessonStudy(name: string) {
  const { choices, results } = trustStudy(readPublicStudy(name))
  const { profile, curve, landscape } = results
  if (!profile || !curve || !landscape) throw new Error(`${name} is not whole`)
  const apart = (a: number, b: number) => {
    const unit = (at: number) => [0, 1, 2].map((index) => (index === at ? 1 : 0))
    return distanceBetween(curve.geometry, unit(a), unit(b))
  }
  const distance = apart(0, 2)
  const x = (apart(0, 1) ** 2 + distance ** 2 - apart(1, 2) ** 2) / (2 * distance)
  const { train, test } = profile.segment
  const middle = profile.ts.indexOf(0.5)
  return {
    choices,
    landscape,
    distance,
    bend: { x, y: Math.sqrt(apart(0, 1) ** 2 - x ** 2) },
    curveMax: Math.max(...profile.curve.train.nll),
    wall: Math.max(...train.nll),
    middleNll: train.nll[middle] ?? Number.NaN,
    middleAccuracy: (train.correct[middle] ?? Number.NaN) / train.count,
    ends: [train.correct[0], train.correct.at(-1)].map((correct) => (correct ?? Number.NaN) / train.count),
    norms: [profile.segment.squaredNorms[0], profile.segment.squaredNorms.at(-1)].map((square) =>
      Math.sqrt(square ?? Number.NaN),
    ),
    testCount: test.count,
    weights: planNetwork(architectureOf(choices)).parameterCount,
  }
}
