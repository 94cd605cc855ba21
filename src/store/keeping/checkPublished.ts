import type { PublishedResults } from '../results.ts'
import { checkGrid } from './checkValues.ts'
import { damagedStudy } from './studyFileError.ts'

/** Whether results of other programs have one value for every point. @throws StudyFileError */
export function checkPublished({ planes, paths, comparison }: PublishedResults): void {
  for (const { name, grid, layers } of planes) {
    const points = layers.length > 0 ? checkGrid(grid, name) : 0
    checkLayers(layers, points, name)
  }
  for (const { name, ts, dl, layers } of paths) {
    if (dl && dl.length !== ts.length) throw damagedStudy(name, 'lengths that do not fit its points')
    checkLayers(layers, ts.length, name)
  }
  if (!comparison?.found) return
  const { values } = comparison.found
  if (values.train.nll.length !== values.test.nll.length)
    throw damagedStudy(comparison.surface, 'uneven splits')
}

function checkLayers(
  layers: PublishedResults['paths'][number]['layers'],
  points: number,
  name: string,
): void {
  for (const { values, known } of layers) {
    if (values.length === points && (known === undefined || known.length === points)) continue
    throw damagedStudy(name.slice(0, 80), `${values.length} values for ${points} points`)
  }
}
