import { DataButton } from '../dataTable/DataButton.tsx'
import { dataColumns } from '../texts/dataColumns.ts'
import { momentTexts } from '../texts/moment.ts'
import { type MomentView, useMomentView } from './useMoment.ts'

/** Every test sample: its class, what the network at t takes it for, what that at w₁ did, and how sure it is of each class. */
function tableOfView({ classNames, labels, classes, classesAtStart, probabilities }: MomentView) {
  const nameOf = (index: number | undefined) => (index === undefined ? undefined : (classNames[index] ?? ''))
  const rows = Array.from(labels.keys())
  return [
    { name: dataColumns.sample, values: rows },
    { name: dataColumns.class, values: rows.map((row) => nameOf(labels[row])) },
    { name: dataColumns.predicted, values: rows.map((row) => nameOf(classes[row])) },
    { name: dataColumns.atStart, values: rows.map((row) => nameOf(classesAtStart[row])) },
    ...classNames.map((name, index) => ({
      name: dataColumns.probability(name),
      values: rows.map((row) => probabilities[row * classNames.length + index]),
    })),
  ]
}

/** What the network at t says of every test sample. */
export function MomentData() {
  const view = useMomentView()
  return <DataButton what={momentTexts.data} make={() => (view ? tableOfView(view) : [])} isSmall />
}
