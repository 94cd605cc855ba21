import { CloseButton } from '@mantine/core'
import { quantityValues } from '../../core/quantities.ts'
import { clearProbe } from '../../store/probing.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { formatDistance, formatLoss, formatPercent } from '../texts/formatting.ts'
import classes from './landscape.module.css'

/** The network under the last click, evaluated exactly. */
export function ProbeCard() {
  const study = useStudy()
  const probe = useStudyState((state) => state.probe)
  const weightDecay = useStudyState(({ choices }) => choices.evaluationDecay)
  if (!probe) return null
  const { x, y, values, squaredNorm } = probe
  const term = { squaredNorms: [squaredNorm], weightDecay }
  const read = (split: 'train' | 'test', quantity: 'nll' | 'loss' | 'error') =>
    values ? (quantityValues(values[split], quantity, term)[0] ?? Number.NaN) : undefined
  const show = (value: number | undefined, format: (value: number) => string) =>
    value === undefined ? '…' : format(value)
  return (
    <section className={classes.probe} aria-label="probed network" aria-live="polite">
      <div className={classes.probeHead}>
        Network at ({formatDistance(x)}, {formatDistance(y)})
        <CloseButton size="xs" aria-label="close the probe" onClick={() => clearProbe(study)} />
      </div>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">train</th>
            <th scope="col">test</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">nll</th>
            <td>{show(read('train', 'nll'), formatLoss)}</td>
            <td>{show(read('test', 'nll'), formatLoss)}</td>
          </tr>
          <tr>
            <th scope="row">loss, wd {weightDecay}</th>
            <td>{show(read('train', 'loss'), formatLoss)}</td>
            <td>{show(read('test', 'loss'), formatLoss)}</td>
          </tr>
          <tr>
            <th scope="row">error</th>
            <td>{show(read('train', 'error'), formatPercent)}</td>
            <td>{show(read('test', 'error'), formatPercent)}</td>
          </tr>
        </tbody>
      </table>
      <div className="quiet">‖w‖ {formatDistance(Math.sqrt(squaredNorm))}</div>
    </section>
  )
}
