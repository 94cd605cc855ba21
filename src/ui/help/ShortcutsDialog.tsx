import { Kbd, Modal } from '@mantine/core'
import { shortcutTexts } from '../texts/about.ts'
import classes from './help.module.css'

type KeyName = keyof typeof shortcutTexts.keys

/** Every way to do it: keys that are pressed together, in turn where there are several. */
interface Shortcut {
  readonly name: KeyName
  readonly ways: readonly (readonly string[])[]
}

const arrows = ['←', '↑', '→', '↓']

function listShortcuts(
  mod: string,
): Readonly<Record<keyof typeof shortcutTexts.groups, readonly Shortcut[]>> {
  return {
    page: [
      { name: 'undo', ways: [[mod, 'Z']] },
      {
        name: 'redo',
        ways: [
          [mod, 'Shift', 'Z'],
          [mod, 'Y'],
        ],
      },
      { name: 'playT', ways: [[shortcutTexts.space]] },
      { name: 'shortcuts', ways: [['?']] },
      { name: 'projector', ways: [['Alt', 'P']] },
      { name: 'leave', ways: [['Esc']] },
    ],
    bend: [
      { name: 'move', ways: [arrows] },
      { name: 'coarse', ways: [['Shift', ...arrows]] },
      { name: 'fine', ways: [['Alt', ...arrows]] },
      { name: 'drop', ways: [['Enter']] },
      { name: 'abandon', ways: [['Esc']] },
    ],
    landscape: [
      { name: 'read', ways: [arrows, ['Shift', ...arrows]] },
      { name: 'probe', ways: [['Enter'], [shortcutTexts.click]] },
      {
        name: 'pick',
        ways: [
          ['Shift', 'Enter'],
          ['Shift', shortcutTexts.click],
        ],
      },
      { name: 'zoom', ways: [['+'], ['−']] },
    ],
    sliders: [
      { name: 'step', ways: [['←'], ['→']] },
      { name: 'ends', ways: [['Home'], ['End']] },
      {
        name: 'pointOfT',
        ways: [
          ['Shift', '←'],
          ['Shift', '→'],
        ],
      },
      { name: 'farOnT', ways: [[shortcutTexts.pageUp], [shortcutTexts.pageDown]] },
    ],
  }
}

/** What is done with the keyboard, and where. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
  return (
    <Modal
      opened
      onClose={onClose}
      returnFocus={false}
      title={shortcutTexts.title}
      size={480}
      closeButtonProps={{ 'aria-label': shortcutTexts.close }}
    >
      {Object.entries(listShortcuts(mod)).map(([group, shortcuts]) => (
        <section key={group} className={classes.keys}>
          <h3>{shortcutTexts.groups[group as keyof typeof shortcutTexts.groups]}</h3>
          <dl>
            {shortcuts.map(({ name, ways }) => (
              <div key={name}>
                <dt>{shortcutTexts.keys[name]}</dt>
                <dd>
                  {ways.map((keys, index) => (
                    <span key={keys.join()}>
                      {index > 0 && <span className="quiet"> {shortcutTexts.or} </span>}
                      {keys.map((key) => (
                        <Kbd key={key} size="xs">
                          {key}
                        </Kbd>
                      ))}
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  )
}
