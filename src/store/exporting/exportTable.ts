import { packStudyFile } from '../keeping/studyFile.ts'
import { architectureOf } from '../running/requests.ts'
import { experimentRows } from './experimentRows.ts'
import { type ExportRow, toBlob } from './exportRow.ts'
import { type FigureName, figureDrawer } from './figures.ts'
import { findLack } from './findLack.ts'
import loadWeights from './load_weights.py?raw'
import { networkRows } from './networkRows.ts'
import { resultRows } from './resultRows.ts'

function figureRow(name: FigureName, what: 'landscape' | 'profile'): ExportRow {
  return {
    pattern: new RegExp(`^${name}\\.(svg|png)$`),
    group: 'figures',
    names: () => [`${name}.svg`, `${name}.png`],
    lack: (state) => findLack(state, what),
    make: (study, file, options) =>
      figureDrawer(study)(study, { name, format: file.endsWith('png') ? 'png' : 'svg' }, options),
  }
}

/** Every kind of file that leaves the lab, in the order of a menu. */
export const exportTable: readonly ExportRow[] = [
  {
    pattern: /^study\.safetensors$/,
    group: 'study',
    names: () => ['study.safetensors'],
    lack: () => undefined,
    make: packStudyFile,
  },
  figureRow('plane', 'landscape'),
  {
    pattern: /^surface\.png$/,
    group: 'figures',
    names: () => ['surface.png'],
    lack: (state) => findLack(state, 'landscape'),
    make: (study, _name, options) => figureDrawer(study)(study, { name: 'relief', format: 'png' }, options),
  },
  figureRow('profile', 'profile'),
  ...resultRows,
  ...experimentRows,
  ...networkRows,
  {
    pattern: /^architecture\.json$/,
    group: 'networks',
    names: () => ['architecture.json'],
    lack: () => undefined,
    make: async (study, name) => {
      const architecture = architectureOf(study.store.getState().choices)
      return toBlob(`${JSON.stringify(architecture, null, 2)}\n`, name)
    },
  },
  {
    pattern: /^load_weights\.py$/,
    group: 'networks',
    names: () => ['load_weights.py'],
    lack: () => undefined,
    make: async (_study, name) => toBlob(loadWeights, name),
  },
]
