import { Menu } from '@mantine/core'
import { listExports } from '../../store/exporting/exportFile.ts'
import { useStudy } from '../StudyContext.ts'
import { lackText, panelText } from '../texts/exporting.ts'
import classes from './exporting.module.css'
import { startExport } from './exportJobs.ts'
import { useExportState } from './useExportState.ts'

/** The files of a panel's menu; rendered while it is open alone, so that a closed one asks nothing of the study. */
export function PanelItems({ names }: { readonly names: readonly string[] }) {
  const study = useStudy()
  const state = useExportState()
  const offers = listExports(state).filter(({ name }) => names.includes(name))
  return offers.map(({ name, group, lack }) => (
    <Menu.Item key={name} disabled={lack !== undefined} onClick={() => void startExport(study, name)}>
      {name}
      <div className={classes.help}>{lack ? lackText(lack) : panelText(name, group, state.choices)}</div>
    </Menu.Item>
  ))
}
