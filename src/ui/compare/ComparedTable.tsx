import { Button, Menu } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { useMemo } from 'react'
import {
  type ComparedFigure,
  compareFigures,
  figureUnits,
  takeFigures,
} from '../../store/comparing/compareFigures.ts'
import { writeFigures } from '../../store/comparing/writeFigures.ts'
import { FiguresTable } from '../experiments/FiguresTable.tsx'
import { saveBlob } from '../exporting/saveBlob.ts'
import { useStudy } from '../StudyContext.ts'
import { figureTexts, compareTexts as texts } from '../texts/compare.ts'
import { formatCount, formatDistance, formatLoss, formatPercent } from '../texts/formatting.ts'
import classes from './compare.module.css'
import type { Side } from './createSide.ts'
import { drawComparison } from './drawComparison.ts'
import { sideTitle } from './SideColumn.tsx'

const formats = {
  count: formatCount,
  distance: formatDistance,
  share: formatPercent,
  nats: formatLoss,
  ratio: (value: number) => value.toFixed(2),
} as const

function write({ name }: ComparedFigure, value: number | undefined): string {
  return value === undefined ? texts.missing : formats[figureUnits[name]](value)
}

const tables = ['comparison.csv', 'comparison.json'] as const
const figures = ['comparison.svg', 'comparison.png'] as const

/** A difference with its sign. */
function writeDifference(figure: ComparedFigure): string {
  const { difference } = figure
  if (difference === undefined) return texts.missing
  if (!Number.isFinite(difference)) return write(figure, difference)
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : ''
  return `${sign}${write(figure, Math.abs(difference))}`
}

interface ComparedTableProps {
  readonly left: Side
  readonly right: Side
}

/** The figures of both studies and how they differ. */
export function ComparedTable({ left, right }: ComparedTableProps) {
  const study = useStudy()
  const compared = useMemo(
    () => compareFigures(takeFigures(left, left.moment), takeFigures(right)),
    [left, right],
  )
  const narrow = useMediaQuery('(max-width: 560px)')
  const epoch = left.moment?.epoch
  const names = [sideTitle(left), sideTitle(right)] as const
  const titles = narrow ? texts.shortSides : names.map((name, index) => texts.side(index, name))
  const rows = compared.map((figure) => ({
    name: figureTexts[figure.name],
    cells: [write(figure, figure.left), write(figure, figure.right), writeDifference(figure)],
  }))
  const hasPlanes = left.results.landscape !== undefined && right.results.landscape !== undefined
  const saveTable = async (name: (typeof tables)[number]) =>
    saveBlob(await writeFigures(study, compared, { name, titles: names }), name)
  const saveFigure = async (name: (typeof figures)[number]) =>
    saveBlob(await drawComparison(study, name === 'comparison.svg' ? 'svg' : 'png'), name)
  return (
    <div className={classes.figures}>
      <FiguresTable
        caption={texts.table}
        columns={[...titles, narrow ? texts.shortDifference : texts.difference]}
        rows={rows}
      >
        {texts.tableHelp}
        {epoch !== undefined && ` ${texts.momentHelp(epoch)}`}
      </FiguresTable>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            title={epoch === undefined ? texts.saveHelp : texts.saveMomentHelp}
            className={classes.save}
          >
            {texts.save}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {tables.map((name) => (
            <Menu.Item key={name} onClick={() => void saveTable(name)}>
              {name}
            </Menu.Item>
          ))}
          {epoch !== undefined && <Menu.Label>{texts.savedPlanes}</Menu.Label>}
          {figures.map((name) => (
            <Menu.Item key={name} disabled={!hasPlanes} onClick={() => void saveFigure(name)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
