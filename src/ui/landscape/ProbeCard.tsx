import { Button, CloseButton, Progress } from '@mantine/core'
import { useMemo } from 'react'
import { quantityValues } from '../../core/quantities.ts'
import { placePoint, unitRow } from '../../store/landscape/frame.ts'
import { addPick } from '../../store/landscape/picking.ts'
import { clearProbe } from '../../store/landscape/probing.ts'
import { placeCurve, selectHeld } from '../../store/path/pathSelectors.ts'
import type { Probe } from '../../store/state.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { pickedTexts } from '../texts/experiments/picked.ts'
import { formatDistance, formatLoss, formatPercent } from '../texts/formatting.ts'
import { probeTexts } from '../texts/plane.ts'
import classes from './landscape.module.css'
import { type Corner, placeAtEdge, placeCard } from './placeCard.ts'

interface Place {
  readonly corner: Corner
  readonly edge: 'top' | 'bottom'
}

/** The corner away from the probed place, the bends and the endpoints; the edge, where there is room for no corner, away from place and bends. */
function usePlace({ x, y }: Pick<Probe, 'x' | 'y'>): Place {
  const landscape = useStudyState(({ results }) => results.landscape)
  const held = useStudyState(selectHeld)
  const kind = useStudyState(({ choices }) => choices.curve)
  return useMemo(() => {
    if (!landscape) return { corner: 'top-right', edge: 'top' }
    const { frame, grid } = landscape
    const curve = placeCurve(frame, kind, frame.kind === 'curve' ? held : undefined)
    const marks =
      curve?.controlPoints ?? [0, 1, 2].map((index) => placePoint(frame, unitRow(frame.basis.length, index)))
    const bends = curve?.controlPoints.slice(1, -1) ?? []
    return {
      corner: placeCard(grid, [{ x, y }, ...marks]),
      edge: placeAtEdge(grid, [{ x, y }, ...bends]),
    }
  }, [landscape, held, kind, x, y])
}

const rows = ['nll', 'loss', 'error'] as const

function ProbeFigures({ values, squaredNorm }: Probe) {
  const weightDecay = useStudyState(({ choices }) => choices.evaluationDecay)
  const term = { squaredNorms: [squaredNorm], weightDecay }
  const show = (split: 'train' | 'test', quantity: (typeof rows)[number]) => {
    if (!values) return '…'
    const value = quantityValues(values[split], quantity, term)[0] ?? Number.NaN
    return quantity === 'error' ? formatPercent(value) : formatLoss(value)
  }
  return (
    <table>
      <thead>
        <tr>
          <td />
          <th scope="col">{probeTexts.train}</th>
          <th scope="col">{probeTexts.test}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((quantity) => (
          <tr key={quantity}>
            <th scope="row">{quantity === 'loss' ? probeTexts.loss(weightDecay) : probeTexts[quantity]}</th>
            <td>{show('train', quantity)}</td>
            <td>{show('test', quantity)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Card({ probe }: { readonly probe: Probe }) {
  const study = useStudy()
  const { corner, edge } = usePlace(probe)
  const { x, y, values, squaredNorm } = probe
  const running = values === undefined
  return (
    <section
      className={classes.probe}
      data-corner={corner}
      data-edge={edge}
      aria-label={probeTexts.label}
      aria-live="polite"
      aria-busy={running}
    >
      <div className={classes.probeHead}>
        {probeTexts.title(formatDistance(x), formatDistance(y))}
        <CloseButton
          size="xs"
          aria-label={running ? probeTexts.cancel : probeTexts.close}
          onClick={() => clearProbe(study)}
        />
      </div>
      <ProbeFigures {...probe} />
      <div className="quiet">{probeTexts.norm(formatDistance(Math.sqrt(squaredNorm)))}</div>
      <Button size="compact-xs" variant="subtle" onClick={() => addPick(study, { on: 'plane', x, y })}>
        {pickedTexts.add}
      </Button>
      {running && (
        <Progress
          className={classes.probeProgress}
          value={100}
          size="xs"
          striped
          animated
          aria-label={probeTexts.running}
        />
      )}
    </section>
  )
}

/** The network under the last click, evaluated exactly. */
export function ProbeCard() {
  const probe = useStudyState((state) => state.probe)
  return probe && <Card probe={probe} />
}
