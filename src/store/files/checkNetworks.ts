import { findPermutedClasses } from '../../core/data/permutedClasses.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Problem } from '../../protocol/problem.ts'
import type { Study } from '../context.ts'
import { unitRow } from '../landscape/frame.ts'
import { bothSplits } from '../running/runProfile.ts'
import type { LoadedNetworks } from './loadNetworks.ts'
import type { CheckState, EndFinding } from './openingState.ts'

/** Evaluates the opened ends on the data, under the statistics of their files; undefined when it was cancelled. */
export async function checkNetworks(
  study: Study,
  {
    problem,
    loaded,
    signal,
  }: { readonly problem: Problem; readonly loaded: LoadedNetworks; readonly signal: AbortSignal },
): Promise<CheckState | undefined> {
  const { ends, firstPlace, found } = loaded
  const outcome = await study.client.evaluate(
    {
      problem,
      basis: ends.map(({ id }) => id),
      coefficients: Float64Array.from(ends.flatMap((_, index) => unitRow(ends.length, index))),
      splits: ['train', 'test'],
      batchNorm: 'stored',
    },
    { signal },
  )
  if (outcome.state === 'cancelled') return undefined
  const { train, test } = bothSplits(outcome.value)
  const { classCount } = planNetwork(problem.architecture)
  const permutation = await findPermutation(study, { problem, id: ends[0]?.id, classCount })
  return {
    state: 'ready',
    classCount,
    ...(permutation && { permutation }),
    ends: found.map(({ name, file, place, read }): EndFinding => {
      const { missing, unexpected } = read
      const told = { name, file, place, missing, unexpected }
      if (place === 0) return told
      const at = place - firstPlace
      return {
        ...told,
        train: (train.correct[at] ?? 0) / train.count,
        test: (test.correct[at] ?? 0) / test.count,
      }
    }),
  }
}

/** Another order of the first network's classes under which it would be far better, if there is one. */
async function findPermutation(
  study: Study,
  {
    problem,
    id,
    classCount,
  }: { readonly problem: Problem; readonly id: WeightsId | undefined; readonly classCount: number },
) {
  if (!id) return undefined
  const confusion = await study.client.countConfusion({ problem, id })
  const found = findPermutedClasses(confusion, classCount)
  return found && { accuracy: found.permutedAccuracy, classes: [...found.permutation] }
}
