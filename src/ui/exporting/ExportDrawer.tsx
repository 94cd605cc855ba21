import { Button, Drawer, SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { ExportOptions } from '../../store/exporting/exportRow.ts'
import { useStudy } from '../StudyContext.ts'
import { exportTexts, groupTitles, lackText } from '../texts/exporting.ts'
import { useFocusBack } from '../useFocusBack.ts'
import { ExportNote } from './ExportNote.tsx'
import { createEntries, type ExportEntry, type ExportFold, formatOf } from './exportEntries.ts'
import classes from './exporting.module.css'
import { startExport } from './exportJobs.ts'
import { useExportState } from './useExportState.ts'

type FigureOptions = Required<Pick<ExportOptions, 'scale' | 'theme'>>

/** All files that the study can give: what each is, in which formats, and why one cannot be had yet. */
export function ExportDrawer({ onClose }: { readonly onClose: () => void }) {
  useFocusBack()
  const state = useExportState()
  const groups = useMemo(() => createEntries(state), [state])
  const [options, setOptions] = useState<FigureOptions>({ scale: 2, theme: 'paper' })
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(480px, 100%)"
      title={exportTexts.title}
      closeButtonProps={{ 'aria-label': exportTexts.close }}
    >
      <ExportNote />
      {groups.map(({ group, entries, folds }) => (
        <section key={group} className={classes.group} aria-labelledby={`export-${group}`}>
          <h3 id={`export-${group}`}>{groupTitles[group]}</h3>
          <ul className={classes.entries}>
            {entries.map((entry) => (
              <Entry key={entry.names[0]} entry={entry} options={options} />
            ))}
            {folds.map((fold) => (
              <Fold key={fold.kind} fold={fold} options={options} />
            ))}
          </ul>
          {group === 'figures' && <FigureChoices options={options} onChange={setOptions} />}
        </section>
      ))}
    </Drawer>
  )
}

function Fold({ fold, options }: { readonly fold: ExportFold; readonly options: FigureOptions }) {
  const { kind, entries } = fold
  return (
    <li>
      <details>
        <summary className={classes.fold}>{exportTexts.folded[kind](entries.length)}</summary>
        <ul className={classes.entries}>
          {entries.map((entry) => (
            <Entry key={entry.names[0]} entry={entry} options={options} />
          ))}
        </ul>
      </details>
    </li>
  )
}

function Entry({ entry, options }: { readonly entry: ExportEntry; readonly options: FigureOptions }) {
  const study = useStudy()
  const { title, help, names, lack } = entry
  return (
    <li className={classes.entry}>
      <div>
        <div className={classes.title}>{title}</div>
        <div className={classes.help}>{lack ? lackText(lack) : help}</div>
      </div>
      <div className={classes.formats}>
        {names.map((name) => (
          <Button
            key={name}
            variant="default"
            disabled={lack !== undefined}
            onClick={() => void startExport(study, name, options)}
            aria-label={exportTexts.file(name)}
          >
            {formatOf(name)}
          </Button>
        ))}
      </div>
    </li>
  )
}

interface FigureChoicesProps {
  readonly options: FigureOptions
  readonly onChange: (options: FigureOptions) => void
}

function FigureChoices({ options, onChange }: FigureChoicesProps) {
  return (
    <div className={classes.choices}>
      <span className={classes.help}>{exportTexts.size}</span>
      <SegmentedControl
        data={[1, 2, 3, 4].map((scale) => ({ value: String(scale), label: `${scale}×` }))}
        value={String(options.scale)}
        onChange={(scale) => onChange({ ...options, scale: Number(scale) })}
        aria-label={exportTexts.sizeLabel}
      />
      <span className={classes.help}>{exportTexts.colours}</span>
      <SegmentedControl
        data={[
          { value: 'paper', label: exportTexts.themes.paper },
          { value: 'page', label: exportTexts.themes.page },
        ]}
        value={options.theme}
        onChange={(theme) => onChange({ ...options, theme: theme as FigureOptions['theme'] })}
        aria-label={exportTexts.coloursLabel}
      />
    </div>
  )
}
